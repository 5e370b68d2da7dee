"""Sessions at a console: what a here-document says is typed, not answered."""

import re
from html import unescape

LANGUAGE = re.compile(r"\{?\.?(?:console|shell-session)\b")
TAG = re.compile(r"<[^>]*>")
HERE = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")  # <<EOF, <<'EOF', <<-EOF
ANSWER = re.compile(r'<span class="go">(&gt; ?)?(.*)</span>')
TYPED = r'<span class="gp">\1</span><span class="sh">\2</span>'


def with_here_documents(html: str) -> str:
    """Highlighted sessions with here-documents as what is typed."""
    if "&lt;&lt;" not in html:
        return html
    lines, end = [], ""
    for line in html.split("\n"):
        words = unescape(TAG.sub("", line))
        if end:
            line = ANSWER.sub(TYPED, line).replace('<span class="gp"></span>', "")
            end = "" if words.removeprefix("> ").strip() == end else end
        elif 'class="gp"' in line and (here := HERE.search(words)):
            end = here[2]
        lines.append(line)
    return "\n".join(lines)
