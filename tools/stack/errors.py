import errno


class StackError(Exception):
    """Something the person at the keyboard can mend; the message is all they see: one plain sentence."""


def tells_full_disk(output: str) -> bool:
    """Whether a program's output says that the disk is full, in the words of the kernel or of PostgreSQL."""
    return "No space left on device" in output or "Check free disk space" in output


def sentence_for(error: OSError) -> str | None:
    """The sentence for a failed system call that has nothing to do with the code, None for any other."""
    if error.errno == errno.ENOSPC:
        return f"Ổ đĩa đã đầy khi đang ghi {error.filename or 'dữ liệu'} (disk full)."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Không có quyền ghi {error.filename}: tệp của người dùng khác hoặc chỉ đọc (no permission)."
    return None
