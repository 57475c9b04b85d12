"""An annotated tag as an object that no name leads to yet; git signs it where the user's settings say so.

`git mktag` cannot sign, and `git tag` sets the reference at once. So `git tag` runs in a repository of its own that
shares objects and settings with the real one, and is thrown away.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from .repository import VERSION_TAGS, Repository


def write_tag(repository: Repository, tag: str, commit: str, message: str) -> str:
    """Write a tag object and return its name.

    Raises:
        GitError: There is nobody to sign it, or signing fails.
    """
    with TemporaryDirectory(prefix="mouflow-") as folder:
        scratch = Path(folder)
        (scratch / "refs").mkdir()
        (scratch / "HEAD").write_text("ref: refs/heads/none\n", "utf-8")
        (scratch / "config").symlink_to(repository.common_dir / "config")
        if (repository.git_dir / "config.worktree").exists():
            (scratch / "config.worktree").symlink_to(repository.git_dir / "config.worktree")
        own = {
            "GIT_DIR": folder,
            "GIT_OBJECT_DIRECTORY": str(repository.common_dir / "objects"),
            "GIT_WORK_TREE": str(repository.top),  # stands over core.worktree, which a submodule has
        }
        how = ("-a", "--cleanup=verbatim", "-F", "-")
        given = f"{message.strip()}\n".encode()
        repository.run("-c", "user.useConfigOnly=true", "tag", *how, "--", tag, commit, given=given, environment=own)
        return (scratch / VERSION_TAGS / tag).read_text("utf-8").strip()
