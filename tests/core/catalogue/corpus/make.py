#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the awkward files of this folder, and beside each what has to be read from it (NAME.expected.json).

The expected rows are written here by hand, never taken from the program. Run it after changing a case; the files are
checked in, and tst_corpus reads every one of them.
"""

from cases import HERE, NAMES, SN, case
from packing import gz, row, s, sheet, workbook
from workbooks import workbooks


def line_ends():
    case("plain.csv", "sku,name\nA,Wallet\nB,Lamp\n", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("crlf.csv", "sku,name\r\nA,Wallet\r\nB,Lamp\r\n", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("cr.csv", "sku,name\rA,Wallet\rB,Lamp\r", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("mixed-line-ends.csv", "sku,name\r\nA,a\nB,b\rC,c\r\n", SN,
         [(2, ["A", "a"]), (3, ["B", "b"]), (4, ["C", "c"])])
    case("no-last-line-end.csv", "sku,name\nA,Wallet", SN, [(2, ["A", "Wallet"])])
    case("empty-lines.csv", "\n\nsku,name\n\nA,a\n\r\n\nB,b\n\n", SN, [(5, ["A", "a"]), (8, ["B", "b"])])
    case("line-of-blanks.csv", "sku,name\n   \nA,a\n", SN, [(2, ["   "], "tooFewFields"), (3, ["A", "a"])])
    case("quoted-line-end.csv", 'sku,name\nA,"two\nlines"\nB,"three\n\nlines"\nC,c\n', SN,
         [(2, ["A", "two\nlines"]), (4, ["B", "three\n\nlines"]), (7, ["C", "c"])])
    case("quoted-crlf.csv", 'sku,name\r\nA,"two\r\nlines"\r\nB,b\r\n', SN, [(2, ["A", "two\r\nlines"]), (4, ["B", "b"])])
    case("quoted-cr.csv", 'sku,name\rA,"two\rlines"\rB,b\r', SN, [(2, ["A", "two\rlines"]), (4, ["B", "b"])])
    case("header-with-line-end.csv", 'sku,"long\nname"\nA,a\n', ["sku", "long\nname"], [(3, ["A", "a"])])


def quotes():
    case("doubled-quotes.csv", 'sku,name\nA,"15"" screen"\nB,""""\nC,""""""\n', SN,
         [(2, ["A", '15" screen']), (3, ["B", '"']), (4, ["C", '""'])])
    case("quoted-separators.csv", 'sku,name\nA,"a, b; c"\n', SN, [(2, ["A", "a, b; c"])])
    case("empty-cells.csv", 'sku,name\nA,""\nB,\n"",""\n', SN, [(2, ["A", ""]), (3, ["B", ""]), (4, ["", ""])])
    case("stray-quote.csv", 'sku,name\nA,15" screen\nB,b\n', SN, [(2, ["A", '15" screen'], "strayQuote@1"), (3, ["B", "b"])])
    case("blank-before-quote.csv", 'sku,name\nA, "x"\n', SN, [(2, ["A", ' "x"'], "strayQuote@1")])
    case("text-behind-quote.csv", 'sku,name\nA,"x" y\nB,b\n', SN, [(2, ["A", '"x" y'], "textAfterQuote@1"), (3, ["B", "b"])])
    case("unclosed-quote.csv", 'sku,name\nA,"never\nB,b\nC,c\n', SN,
         [(2, [], "unclosedQuote@1"), (3, ["B", "b"]), (4, ["C", "c"])])
    case("unclosed-quote-at-end.csv", 'sku,name\nA,a\nB,"never', SN, [(2, ["A", "a"]), (3, [], "unclosedQuote@1")])
    case("quote-closed-lines-later.csv", 'sku,name\nA,"opens\nB,b\nC,c" closes\nD,d\n', SN,
         [(2, [], "unclosedQuote@1"), (3, ["B", "b"]), (4, ["C", 'c" closes'], "strayQuote@1"), (5, ["D", "d"])])
    case("single-quotes.csv", "'sku','name'\n'A','a, b'\n'B','it''s'\n", SN, [(2, ["A", "a, b"]), (3, ["B", "it's"])],
         shape={"quote": "'"})
    case("apostrophes.csv", "sku,name\n'A,it's\nB,d'or\n", SN, [(2, ["'A", "it's"]), (3, ["B", "d'or"])], shape={"quote": '"'})
    case("inches.csv", 'sku;name\nA;"A" frame\nB;"B" frame\nC;"C" frame\n', SN,
         [(2, ["A", '"A" frame']), (3, ["B", '"B" frame']), (4, ["C", '"C" frame'])], shape={"quote": "none"})
    case("quote-overridden.csv", 'sku,name\nA,"x"\n', SN, [(2, ["A", '"x"'])], choice={"quote": "none"})
    case("header-unclosed-quote.csv", 'sku,"name\nA,a\n', error="FileHeaderUnreadable")


def shapes():
    case("too-few-fields.csv", "sku,name,note\nA,a\nB,b,c\n", SN + ["note"], [(2, ["A", "a"], "tooFewFields"), (3, ["B", "b", "c"])])
    case("too-many-fields.csv", "sku,name\nA,a,x,y\nB,b\n", SN, [(2, ["A", "a", "x", "y"], "tooManyFields"), (3, ["B", "b"])])
    case("separators-at-end.csv", "sku,name,,\nA,a,,\n", SN + ["", ""], [(2, ["A", "a", "", ""])])
    case("one-column.csv", "sku\nA\nB\n", ["sku"], [(2, ["A"]), (3, ["B"])])
    case("same-names.csv", "sku,name,name\nA,a,b\n", SN + ["name"], [(2, ["A", "a", "b"])])
    case("nameless-column.csv", "sku,,name\nA,x,a\n", ["sku", "", "name"], [(2, ["A", "x", "a"])])
    case("no-header.csv", "4006381333931,Wallet,39.90\n4006381333948,Lamp,19.90\n", ["A", "B", "C"],
         [(1, ["4006381333931", "Wallet", "39.90"]), (2, ["4006381333948", "Lamp", "19.90"])], shape={"hasHeader": False})
    case("header-overridden.csv", "sku,name\nA,a\n", ["A", "B"], [(1, ["sku", "name"]), (2, ["A", "a"])],
         choice={"hasHeader": False})
    case("header-only.csv", "sku,name\n", SN, [], error="FileHeaderOnly")
    case("empty.csv", b"", error="FileEmpty")
    case("only-a-mark.csv", b"\xef\xbb\xbf", error="FileEmpty")
    case("only-line-ends.csv", "\r\n\n\r", error="FileEmpty")
    header = ",".join("c%d" % i for i in range(16384))
    case("16384-columns.csv.gz", gz(header + "\n" + "x," * 16383 + "x\n"), counts=(16384, 1))
    case("16385-columns.csv.gz", gz(header + ",c16384\n" + "x," * 16384 + "x\n"), error="FileHeaderUnreadable")
    case("row-of-20000-fields.csv.gz", gz("sku,name\n" + "x," * 19999 + "x\nB,b\n"), counts=(2, 2))
    case("huge-cell.csv.gz", gz('sku,name\nA,"' + "x" * 9_000_000 + '"\nB,b\n'), SN,
         [(2, [], "recordTooLong@1"), (3, ["B", "b"])])
    case("huge-header.csv.gz", gz("x" * 9_000_000 + ",name\nB,b\n"), error="FileHeaderUnreadable")


def separators():
    case("semicolons.csv", "sku;name;price\nA;Wallet, brown;39,90\nB;Lamp;19,90\n", SN + ["price"],
         [(2, ["A", "Wallet, brown", "39,90"]), (3, ["B", "Lamp", "19,90"])], shape={"separator": ";"})
    case("tabs.tsv", "sku\tname\nA\ta, b\n", SN, [(2, ["A", "a, b"])], shape={"separator": "\t"})
    case("bars.txt", "sku|name\nA|a;b,c\n", SN, [(2, ["A", "a;b,c"])], shape={"separator": "|"})
    case("sep-line.csv", "sep=;\r\nsku;name\r\nA;a,b\r\n", SN, [(3, ["A", "a,b"])], shape={"separator": ";"})
    case("sep-line-quoted.csv", '"sep=|"\nsku|name\nA|a\n', SN, [(3, ["A", "a"])], shape={"separator": "|"})
    case("sep-line-tab.csv", "sep=\t\nsku\tname\nA\ta\n", SN, [(3, ["A", "a"])])
    case("sep-line-with-mark.csv", b"\xef\xbb\xbfsep=;\nsku;name\nA;a\n", SN, [(3, ["A", "a"])])
    case("separator-overridden.csv", "sku:name\nA:a\n", SN, [(2, ["A", "a"])], choice={"separator": ":"})
    case("tab-inside.csv", "sku,name\nA,a\tb\n", SN, [(2, ["A", "a\tb"])])


def characters():
    case("text-stays-text.csv", "sku,a,b,c,d,e,f\n0012,1e5,1.10,TRUE,=1+1,2026-03-01,00420013800000000000001\n",
         ["sku"] + list("abcdef"), [(2, ["0012", "1e5", "1.10", "TRUE", "=1+1", "2026-03-01", "00420013800000000000001"])])
    case("blanks-are-kept.csv", "sku,name\n A , a \nB,\u00a0b\u3000\n", SN, [(2, [" A ", " a "]), (3, ["B", "\u00a0b\u3000"])])
    case("emoji.csv", "sku,name\nA,👜🏽 e\u0301 שלום\n", SN, [(2, ["A", "👜🏽 e\u0301 שלום"])])
    case("zero-width.csv", "sku,name\nA\u200b,\ufeffa\n", SN, [(2, ["A\u200b", "\ufeffa"])])
    case("nul.csv", b"sku,name\nA,a\0b\nB,b\n", SN, [(2, ["A", "a\0b"], "controlCharacter@1"), (3, ["B", "b"])])
    case("control.csv", b"sku,name\nA\x07,a\x1bb\nB,b\x7f\n", SN,
         [(2, ["A\x07", "a\x1bb"], "controlCharacter@0 controlCharacter@1"), (3, ["B", "b\x7f"], "controlCharacter@1")])
    case("c1-control.csv", "sku,name\nA,a\u0085b\nB,é\n", SN, [(2, ["A", "a\u0085b"], "controlCharacter@1"), (3, ["B", "é"])])
    case("wrong-utf-8.csv", "sku,name\nA,Café à côté\nB,".encode() + b"\xe9" + "\nC,brûlée\n".encode(), SN,
         [(2, ["A", "Café à côté"]), (3, ["B", "\ufffd"], "invalidText@1"), (4, ["C", "brûlée"])])
    case("overlong-utf-8.csv", "sku,name\nA,é à ô\nB,".encode() + b"\xc0\xaf\nC,c\n", SN,
         [(2, ["A", "é à ô"]), (3, ["B", "\ufffd\ufffd"], "invalidText@1"), (4, ["C", "c"])])
    case("cut-utf-8.csv", "sku,name\nA,é à ô û\nB,b".encode() + b"\xc3", SN,
         [(2, ["A", "é à ô û"]), (3, ["B", "b\ufffd"], "invalidText@1")])
    case("wrong-utf-8-beyond-the-columns.csv", "sku,name\nA,é à ô,b".encode() + b"\xc3\nB,b\n", SN,
         [(2, ["A", "é à ô", "b\ufffd"], "invalidText@2 tooManyFields"), (3, ["B", "b"])], choice={"encoding": "UTF-8"})
    case("mark.csv", b"\xef\xbb\xbfsku,name\nA,\xc3\xa9\n", SN, [(2, ["A", "é"])], shape={"encoding": "UTF-8"})


WESTERN = "sku;name;note\n1;Crème brûlée;Größe für Straße\n2;Mañana;déjà vu, à côté\n3;Façade;naïve élève\n"
WESTERN_ROWS = [(2, ["1", "Crème brûlée", "Größe für Straße"]), (3, ["2", "Mañana", "déjà vu, à côté"]), (4, ["3", "Façade", "naïve élève"])]
WESTERN_HEADERS = ["sku", "name", "note"]
CZECH = "sku;name;note\n1;Kožená peněženka;šitá ručně v České republice, přírodní kůže\n" \
        "2;Dřevěná lampa;z dubového dřeva, žárovka není součástí balení\n3;Vlněná šála;měkká a hřejivá šála na zimu\n"
RUSSIAN = "sku;name;note\n1;Кожаный кошелёк;ручная работа\n2;Деревянная лампа;сделано в России, из дуба\n" \
          "3;Шерстяной шарф;мягкий и тёплый шарф для зимы\n"
JAPANESE = "sku,name,note\n1,革の財布,手縫いの革財布です。日本製の商品です。\n2,木のランプ,オーク材のランプです。表示\n" \
           "3,ウールのマフラー,やわらかくて暖かい冬のマフラーです。\n"
CHINESE = "sku,name,note\n1,皮革钱包,手工缝制的皮革钱包，中国制造的商品。\n2,木制台灯,橡木制成的台灯，适合阅读。\n" \
          "3,羊毛围巾,柔软温暖的冬季围巾，适合送给朋友。\n"


def table(text, separator):
    lines = text.strip().split("\n")
    rows = [(number, line.split(separator)) for number, line in enumerate(lines[1:], start=2)]
    return lines[0].split(separator), rows


def encodings():
    for name, codec, mark in (("utf-16le-mark", "utf-16-le", b"\xff\xfe"), ("utf-16be-mark", "utf-16-be", b"\xfe\xff"),
                              ("utf-16le", "utf-16-le", b""), ("utf-16be", "utf-16-be", b"")):
        shape = {"encoding": "UTF-16LE" if "le" in name else "UTF-16BE"}
        case(name + ".csv", mark + WESTERN.encode(codec), WESTERN_HEADERS, WESTERN_ROWS, shape=shape)
    case("utf-16-odd.csv", b"\xff\xfe" + "sku,name\nA,a".encode("utf-16-le") + b"x", SN, [(2, ["A", "a\ufffd"], "invalidText@1")])
    case("utf-16-lone-surrogate.csv", b"\xff\xfe" + "sku,name\nA,a".encode("utf-16-le") + b"\x00\xd8" +
         "b\nB,👜\n".encode("utf-16-le"), SN, [(2, ["A", "a\ufffdb"], "invalidText@1"), (3, ["B", "👜"])])
    case("windows-1252.csv", (WESTERN + "4;“5 €” – Œuvre…;’\n").encode("cp1252"), WESTERN_HEADERS,
         WESTERN_ROWS + [(5, ["4", "“5 €” – Œuvre…", "’"])], shape={"encoding": "windows-1252"})
    case("windows-1252-one-accent.csv", "sku,name\nA,Café\n".encode("cp1252"), SN, [(2, ["A", "Café"])])
    case("windows-1252-hole.csv", b"sku,name\nA,caf\xe9\nB,\x81\nC,\xfc\n", SN,
         [(2, ["A", "café"]), (3, ["B", "\ufffd"], "invalidText@1"), (4, ["C", "ü"])], choice={"encoding": "windows-1252"})
    case("windows-1250.csv", CZECH.encode("cp1250"), *table(CZECH, ";"), choice={"encoding": "windows-1250"})
    case("windows-1251.csv", RUSSIAN.encode("cp1251"), *table(RUSSIAN, ";"), shape={"encoding": "windows-1251"})
    case("iso-8859-1.csv", WESTERN.encode("latin-1"), WESTERN_HEADERS, WESTERN_ROWS)
    case("iso-8859-15.csv", (WESTERN + "4;5 €;Œuvre\n").encode("iso-8859-15"), WESTERN_HEADERS,
         WESTERN_ROWS + [(5, ["4", "5 €", "Œuvre"])], choice={"encoding": "ISO-8859-15"})
    # In 表 and the like the second byte is a backslash or a bar.
    case("shift-jis.csv", JAPANESE.encode("cp932"), *table(JAPANESE, ","), shape={"encoding": "Shift_JIS"})
    case("shift-jis-bar.csv", "sku|name\nA|ポ|x\n".encode("cp932"), SN, [(2, ["A", "ポ", "x"], "tooManyFields")],
         choice={"encoding": "Shift_JIS", "separator": "|"})
    case("gbk.csv", CHINESE.encode("gbk"), *table(CHINESE, ","), shape={"encoding": "GBK"})
    case("gbk-cut.csv", "sku,name\nA,皮\nB,".encode("gbk") + b"\xc6", SN, [(2, ["A", "皮"]), (3, ["B", "\ufffd"], "invalidText@1")],
         choice={"encoding": "GBK"})
    case("wrong-encoding-chosen.csv", "sku,name\nA,é\n".encode("cp1252"), SN, [(2, ["A", "\ufffd"], "invalidText@1")],
         choice={"encoding": "UTF-8"})
    late = "sku;name;note\n" + "1;Wallet;n\n" * 7000
    case("accents-behind-64-kib.csv.gz", gz((late + RUSSIAN.split("\n", 1)[1]).encode("cp1251")), counts=(3, 7003),
         shape={"encoding": "windows-1251"})


def compressed():
    text = "sku,name\n" + "".join("S%d,n%d\n" % (i, i) for i in range(3))
    rows = [(i + 2, ["S%d" % i, "n%d" % i]) for i in range(3)]
    case("packed.csv.gz", gz(text), SN, rows, shape={"isPacked": True})
    case("packed-with-name.csv.gz", gz(text, "catalogue.csv"), SN, rows)
    case("packed-whatever-the-name.csv", gz(text), SN, rows, shape={"isPacked": True})
    case("packed-in-two-members.csv.gz", gz(text[:12]) + gz(text[12:]), SN, rows)
    case("packed-and-padded.csv.gz", gz(text) + bytes(1024), SN, rows)
    case("packed-utf-16.csv.gz", gz(b"\xff\xfe" + WESTERN.encode("utf-16-le")), WESTERN_HEADERS, WESTERN_ROWS)
    case("packed-nothing.csv.gz", gz(""), error="FileEmpty")
    case("packed-cut.csv.gz", gz(text)[:-4], SN, rows, error="FileCutShort")
    case("packed-cut-in-head.csv.gz", gz(text)[:6], error="FileCutShort")
    case("packed-and-more.csv.gz", gz(text) + b"and more", SN, rows, error="FileTrailingBytes")
    wrong_sum = bytearray(gz(text))
    wrong_sum[-6] ^= 0xFF
    case("packed-wrong-sum.csv.gz", bytes(wrong_sum), SN, rows, error="FileDamaged")
    case("packed-twice.csv.gz", gz(gz(text)), error="FileKindUnsupported")
    case("packed-workbook.xlsx.gz", gz(workbook([sheet(row(1, s("sku")))])), error="FileKindUnsupported")
    case("bomb.csv.gz", gz("sku,name\n" + "A,a\n" * 20_000_000), error="FileUnpacksTooLarge", counts=(2, -1))


def passports():
    flat = '[\n {"granularity":"model","network":"StarknetSepolia","modelNumber":"W-1","name":"Wallet","data":{"gtin":"4006381333931","brand":{"name":"Acme"}}},\n' \
           ' {"granularity":"model","network":"StarknetSepolia","modelNumber":"W-2","name":"Lämp","data":{"gtin":"4006381333948","brand":{"name":"B"}}}\n]\n'
    names = ["granularity", "network", "modelNumber", "name", "data.gtin", "data.brand.name"]
    rows = [(2, ["model", "StarknetSepolia", "W-1", "Wallet", "4006381333931", "Acme"]), (3, ["model", "StarknetSepolia", "W-2", "Lämp", "4006381333948", "B"])]
    case("flat.json", flat, names, rows, shape={"kind": "json"})
    case("flat-mark.json", b"\xef\xbb\xbf" + flat.encode(), names, rows)
    case("flat-utf-16.json", b"\xff\xfe" + flat.encode("utf-16-le"), names, rows, shape={"encoding": "UTF-16LE"})
    case("flat.json.gz", gz(flat), names, rows, shape={"kind": "json", "isPacked": True})
    case("flat-named.csv", flat, names, rows, shape={"kind": "json"})
    case("product.json", '[{"network":"BaseSepolia","product":{"idGranularity":"item","modelNumber":"M","itemNumber":"I-1","name":"n"},"data":{"colour":"walnut"}}]',
         ["network", "granularity", "modelNumber", "itemNumber", "name", "data.colour"], [(1, ["BaseSepolia", "item", "M", "I-1", "n", "walnut"])])
    case("both-shapes.json", '[{"modelNumber":"M","name":"n","product":{"modelNumber":"M","name":"n"}},\n{"modelNumber":"M","name":"n","product":{"modelNumber":"M","name":"other"}}]',
         ["modelNumber", "name"], [(1, ["M", "n"]), (2, ["M", "other"], "memberTwice@1")])
    case("values.json", '[{"modelNumber":"A","data":{"n":12345678901234567890.10,"t":true,"z":null,"a":[1,"x\\n",{"b":[]}],"o":{},"s":"text"}},\n'
                        '{"modelNumber":"B","data":{"n":"1","t":"true","z":"","a":"[1]","o":"{}","s":"A\\u00e9\\ud83d\\udc5c"}}]',
         ["modelNumber", "data.n", "data.t", "data.z", "data.a", "data.o", "data.s"],
         [(1, ["A", "12345678901234567890.10", "true", "null", '[1,"x\\n",{"b":[]}]', "{}", "text"]), (2, ["B", '"1"', '"true"', '""', '"[1]"', '"{}"', "Aé👜"])],
         shape={"jsonColumns": ["data.n", "data.t", "data.z", "data.a", "data.o"]})
    case("missing-members.json", '[{"modelNumber":"A","data":{"c":"brown"}},{"modelNumber":"B","name":"n","data":{}},{"modelNumber":"C","name":null,"data":{"c":""}}]',
         ["modelNumber", "data.c", "name", "data"], [(1, ["A", '"brown"', "", ""]), (1, ["B", "", "n", "{}"]), (1, ["C", '""', "", ""])],
         shape={"jsonColumns": ["data.c"]})
    case("numbers-as-keys.json", '[{"modelNumber":0012},{"modelNumber":12},{"modelNumber":1.50}]', ["modelNumber"],
         [(1, [], "unreadablePassport"), (1, ["12"]), (1, ["1.50"])])
    case("dotted-names.json", '[{"modelNumber":"A","data":{"a.b":"1","c\\\\d":"2","":"3"}}]', ["modelNumber", "data.a\\.b", "data.c\\\\d", "data."],
         [(1, ["A", "1", "2", "3"])])
    case("no-passports.json", "[ ]", error="FileEmpty")
    case("one-passport.json", '{"modelNumber":"A"}', error="FileNotPassports")
    case("json-text.json", '"hello"', error="FileNotPassports")
    case("cut.json", '[{"modelNumber":"A"},\n{"modelNumber":"B"', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("cut-behind-comma.json", '[{"modelNumber":"A"},\n', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("comma-at-end.json", '[{"modelNumber":"A"},\n]', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("text-behind.json", '[{"modelNumber":"A"}]\nmore', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("malformed-passport.json", '[{"modelNumber":"A"},\n{"modelNumber" "B"},\n{"modelNumber":"C",},\n{modelNumber:"D"},\n{"modelNumber":"E"}]', ["modelNumber"],
         [(1, ["A"]), (2, [], "unreadablePassport"), (3, [], "unreadablePassport"), (4, [], "unreadablePassport"), (5, ["E"])])
    case("not-passports.json", '[{"modelNumber":"A"},\n1,\n"x",\nnull,\n[{}],\n{"modelNumber":"B"}]', ["modelNumber"],
         [(1, ["A"])] + [(line, [], "unreadablePassport") for line in (2, 3, 4, 5)] + [(6, ["B"])])
    case("same-member-twice.json", '[{"modelNumber":"A","modelNumber":"A","name":"a","name":"b"}]', ["modelNumber", "name"], [(1, ["A", "b"], "memberTwice@1")])
    case("json-control.json", '[{"modelNumber":"A\\u0000","name":"a\\u0007b\\n"}]', ["modelNumber", "name"], [(1, ["A\0", "a\x07b\n"], "controlCharacter@0 controlCharacter@1")])
    case("json-lone-surrogate.json", '[{"modelNumber":"A"},{"modelNumber":"\\ud800"}]', ["modelNumber"], [(1, ["A"]), (1, [], "unreadablePassport")])
    case("json-wrong-utf-8.json", b'[{"modelNumber":"A","name":"\xc3\xa9\xc3\xa0"},{"modelNumber":"\xff"}]', ["modelNumber", "name"],
         [(1, ["A", "éà"]), (1, [], "unreadablePassport")])
    case("deep.json", '[{"modelNumber":"A","data":{"a":' + "[" * 150 + "]" * 150 + '}},{"modelNumber":"B","data":{"a":' + "[" * 5000 + "]" * 5000 + "}}]",
         ["modelNumber", "data.a"], [(1, ["A", "[" * 150 + "]" * 150]), (1, [], "unreadablePassport")])
    case("huge-passport.json.gz", gz('[{"modelNumber":"A"},\n{"modelNumber":"' + "x" * 9_000_000 + '"},\n{"modelNumber":"C"}]'), ["modelNumber"],
         [(1, ["A"]), (2, [], "recordTooLong"), (3, ["C"])])
    case("json-lines.json", '{"modelNumber":"A"}\n{"modelNumber":"B"}\n', error="FileNotPassports")
    case("bracket-in-header.csv", "[sku],name\nA,a\n", ["[sku]", "name"], [(2, ["A", "a"])], shape={"kind": "csv"})


for part in (line_ends, quotes, shapes, separators, characters, encodings, compressed, workbooks, passports):
    part()
for path in HERE.iterdir():
    name = path.name.removesuffix(".expected.json")
    if name not in NAMES and path.suffix != ".py" and path.is_file():
        path.unlink()
print(len(NAMES), "files,", sum(p.stat().st_size for p in HERE.iterdir()) // 1024, "KiB")
