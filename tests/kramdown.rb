# Texts as a JSON list on standard input, their HTML by kramdown as one on standard output.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

OPTIONS = { input: "GFM", hard_wrap: false, syntax_highlighter: nil, smart_quotes: "apos,apos,quot,quot" }
texts = JSON.parse($stdin.read)
puts JSON.generate(texts.map { |text| Kramdown::Document.new(text, OPTIONS).to_html })
