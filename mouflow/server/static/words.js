// What the preview itself says, in every language of its interface; documents speak for themselves.
export const WORDS = {
  en: {
    skip: "Skip to the document",
    language: "Language of this page",
    documents: "Documents",
    filter: "Find a document",
    none: "There is no such document.",
    shown: "What is shown",
    view: "View",
    page: "Text",
    redline: "Changes",
    layout: "Layout",
    text: "Text in",
    original: "Original for",
    neutral: "nobody in particular",
    single: "one language",
    parallel: "side by side",
    sequential: "one after the other",
    problems: "Problems",
    fine: "Nothing is wrong.",
    unchecked: "Not checked yet.",
    errors: "{count} errors",
    "errors-one": "1 error",
    warnings: "{count} warnings",
    "warnings-one": "1 warning",
    well: "in order",
    error: "error",
    warning: "warning",
    note: "note",
    hint: "What to do:",
    find: "Show in the text",
    edit: "Open in the editor",
    copy: "Copy the place",
    copied: "Copied.",
    pick: "Click a clause, or step through them with j and k, to see where it is written.",
    stale: "This is the last page without errors. What you saved since has problems:",
    never: "There is no page yet. Mend the problems, then it appears here.",
    unavailable: "This cannot be shown:",
    connected: "live",
    building: "making …",
    lost: "not connected; trying again …",
    ended: "mouflow has stopped. Start it again, and open the address that it prints.",
    timing: "shown {count} ms after saving",
    frame: "The document",
    pdf: "The document as PDF",
    changes: "The document with its changes since the last version",
    failed: "The preview could not answer:",
  },
  "zh-Hant": {
    skip: "跳至文件",
    language: "介面語言",
    documents: "文件",
    filter: "尋找文件",
    none: "沒有這份文件。",
    shown: "顯示內容",
    view: "檢視",
    page: "文本",
    redline: "修訂",
    layout: "版式",
    text: "語文",
    original: "正本持有方",
    neutral: "不指定",
    single: "單一語文",
    parallel: "左右對照",
    sequential: "先後排列",
    problems: "問題",
    fine: "沒有問題。",
    unchecked: "尚未檢查。",
    errors: "{count}個錯誤",
    "errors-one": "1個錯誤",
    warnings: "{count}個警告",
    "warnings-one": "1個警告",
    well: "正常",
    error: "錯誤",
    warning: "警告",
    note: "備註",
    hint: "處理方法：",
    find: "在文本中顯示",
    edit: "以編輯器開啟",
    copy: "複製位置",
    copied: "已複製。",
    pick: "點選條文，或以 j 和 k 鍵逐段移動，即可查看其原始檔位置。",
    stale: "這是最後一個沒有錯誤的版本；其後儲存的內容有以下問題：",
    never: "尚未有頁面可供顯示；修正問題後即會出現。",
    unavailable: "無法顯示：",
    connected: "即時更新",
    building: "製作中……",
    lost: "連線中斷，正在重試……",
    ended: "mouflow 已停止。請重新啟動，並開啟其顯示的網址。",
    timing: "儲存後{count}毫秒顯示",
    frame: "文件",
    pdf: "PDF 文件",
    changes: "文件及其自上一版本以來的修訂",
    failed: "預覽未能回應：",
  },
  "zh-Hans": {
    skip: "跳至文件",
    language: "界面语言",
    documents: "文件",
    filter: "查找文件",
    none: "没有这份文件。",
    shown: "显示内容",
    view: "视图",
    page: "文本",
    redline: "修订",
    layout: "版式",
    text: "语言",
    original: "正本持有方",
    neutral: "不指定",
    single: "单一语言",
    parallel: "左右对照",
    sequential: "先后排列",
    problems: "问题",
    fine: "没有问题。",
    unchecked: "尚未检查。",
    errors: "{count}个错误",
    "errors-one": "1个错误",
    warnings: "{count}个警告",
    "warnings-one": "1个警告",
    well: "正常",
    error: "错误",
    warning: "警告",
    note: "备注",
    hint: "处理方法：",
    find: "在文本中显示",
    edit: "用编辑器打开",
    copy: "复制位置",
    copied: "已复制。",
    pick: "点击条文，或用 j 和 k 键逐段移动，即可查看其源文件位置。",
    stale: "这是最后一个没有错误的版本；此后保存的内容有以下问题：",
    never: "暂无可显示的页面；修正问题后即会出现。",
    unavailable: "无法显示：",
    connected: "实时更新",
    building: "生成中……",
    lost: "连接中断，正在重试……",
    ended: "mouflow 已停止。请重新启动，并打开其显示的网址。",
    timing: "保存后{count}毫秒显示",
    frame: "文件",
    pdf: "PDF 文件",
    changes: "文件及其自上一版本以来的修订",
    failed: "预览未能响应：",
  },
};

const STORED = "mouflow-interface";

// Returns the language that was chosen before, or else the first of the browser's own that there is.
export function chosenLanguage() {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages.map(nearest)];
  return wanted.find((key) => key in WORDS) ?? "en";
}

export function keepLanguage(key) {
  localStorage.setItem(STORED, key);
}

function nearest(tag) {
  const { language, script, region } = new Intl.Locale(tag);
  if (language !== "zh") return language;
  return script === "Hant" || (!script && ["HK", "MO", "TW"].includes(region)) ? "zh-Hant" : "zh-Hans";
}

let words = WORDS.en;

export function speak(key) {
  words = WORDS[key];
  document.documentElement.lang = key;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", words[each.dataset.label]);
  for (const each of document.querySelectorAll("[data-placeholder]")) each.placeholder = words[each.dataset.placeholder];
}

// Returns words by their name; a count is put in, and chooses the singular where a language has one.
export function say(name, count) {
  const text = count === 1 && `${name}-one` in words ? words[`${name}-one`] : words[name];
  return text.replace("{count}", count);
}
