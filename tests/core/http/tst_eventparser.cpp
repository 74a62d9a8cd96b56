// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/eventparser.h"

#include <QTest>

using namespace chancery;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// `type:data` of each event, line feeds in data as `\n`.
struct Recorder
{
    EventParser parser{[this](const ServerEvent &event) {
        QString data = event.data;
        events << event.type + u':' + data.replace(u'\n', u"\\n"_s);
        last = event;
    }};
    QStringList events;
    ServerEvent last;
};

} // namespace

class TestEventParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesTheForms_data();
    void parsesTheForms();
    void piecesMakeNoDifference_data() { parsesTheForms_data(); }
    void piecesMakeNoDifference();
    void theIdStaysUntilItChanges();
    void anIdWithANulIsIgnored();
    void retryTakesDigitsOnly();
    void aNewConnectionForgetsHalfAnEventAndKeepsTheId();
    void aLineWithoutAnEndIsGivenUp();
};

void TestEventParser::parsesTheForms_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const QByteArray &stream, const QStringList &events) {
        QTest::newRow(name) << stream << events;
    };
    row("line feed", "data: a\n\ndata: b\n\n", {u"message:a"_s, u"message:b"_s});
    row("carriage return", "data: a\r\rdata: b\r\r", {u"message:a"_s, u"message:b"_s});
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", {u"message:a"_s, u"message:b"_s});
    row("mixed", "data: a\n\r\ndata: b\r\r\ndata: c\r\n\n", {u"message:a"_s, u"message:b"_s, u"message:c"_s});
    row("multi-line", "data: a\ndata\ndata:b\ndata: \n\n", {u"message:a\\n\\nb\\n"_s});
    row("type", "event: row\ndata: 1\n\ndata: 2\n\n", {u"row:1"_s, u"message:2"_s});
    row("type without data", "event: row\n\ndata: 2\n\n", {u"message:2"_s});
    row("empty data", "data\n\ndata:\n\n", {u"message:"_s, u"message:"_s});
    row("comments", ": ping\n:\n\ndata: a\n: between\ndata: b\n\n", {u"message:a\\nb"_s});
    row("one blank is taken", "data:  two\n\ndata:none\n\n", {u"message: two"_s, u"message:none"_s});
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        {u"message:a"_s});
    row("a mark later is data",
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        {u"message:a"_s});
    row("unknown fields", "foo: bar\ndata: a\nData: b\n\n", {u"message:a"_s});
    row("unfinished", "data: a\n\ndata: b\n", {u"message:a"_s});
    row("colons", "data: {\"a\": 1}\n\n", {u"message:{\"a\": 1}"_s});
    row("UTF-8", "data: é€😀\n\n", {u"message:é€😀"_s});
}

void TestEventParser::parsesTheForms()
{
    QFETCH(QByteArray, stream);
    QFETCH(QStringList, events);
    Recorder recorder;

    QVERIFY(recorder.parser.feed(stream));

    QCOMPARE(recorder.events, events);
}

void TestEventParser::piecesMakeNoDifference()
{
    QFETCH(QByteArray, stream);
    QFETCH(QStringList, events);

    for (qsizetype size = 1; size < 6; ++size) {
        Recorder recorder;
        for (qsizetype i = 0; i < stream.size(); i += size)
            QVERIFY(recorder.parser.feed(QByteArrayView(stream).sliced(i, std::min(size, stream.size() - i))));
        QCOMPARE(recorder.events, events);
    }
}

void TestEventParser::theIdStaysUntilItChanges()
{
    Recorder recorder;

    QVERIFY(recorder.parser.feed("id: 7\ndata: a\n\n"));
    QCOMPARE(recorder.last.lastId, u"7"_s);
    QVERIFY(recorder.parser.feed("data: b\n\n"));
    QCOMPARE(recorder.last.lastId, u"7"_s);
    QVERIFY(recorder.parser.feed("id\ndata: c\n\n"));
    QCOMPARE(recorder.last.lastId, QString());
    QVERIFY(recorder.parser.feed("id: 9\n"));
    QCOMPARE(recorder.parser.lastId(), QString()); // not before its event is complete
}

void TestEventParser::anIdWithANulIsIgnored()
{
    Recorder recorder;

    QVERIFY(recorder.parser.feed(QByteArrayView("id: 7\ndata: a\n\nid: 8\0 9\ndata: b\n\n", 34)));

    QCOMPARE(recorder.parser.lastId(), u"7"_s);
}

void TestEventParser::retryTakesDigitsOnly()
{
    Recorder recorder;

    QVERIFY(recorder.parser.feed("retry: 2500\nretry: 1e3\nretry: -1\nretry:\nretry: 99999999999999999999\n"));

    QCOMPARE(recorder.parser.retry(), std::optional<std::chrono::milliseconds>(2500ms));
}

void TestEventParser::aNewConnectionForgetsHalfAnEventAndKeepsTheId()
{
    Recorder recorder;
    QVERIFY(recorder.parser.feed("id: 7\ndata: a\n\nid: 8\nevent: x\ndata: lost\r"));

    recorder.parser.reconnect();

    QCOMPARE(recorder.parser.lastId(), u"7"_s);
    QVERIFY(recorder.parser.feed("\xEF\xBB\xBF"
                                 "data: b\n\n"));
    QCOMPARE(recorder.events, (QStringList{u"message:a"_s, u"message:b"_s}));
    QCOMPARE(recorder.last.lastId, u"7"_s);
}

void TestEventParser::aLineWithoutAnEndIsGivenUp()
{
    Recorder endless;
    Recorder manyLines;
    const QByteArray piece(64 * 1024, 'x');
    bool endlessFits = true;
    bool manyLinesFit = true;

    for (int i = 0; i < 20; ++i) {
        endlessFits = endlessFits && endless.parser.feed(piece);
        manyLinesFit = manyLinesFit && manyLines.parser.feed(QByteArray("data: " + piece + "\n"));
    }

    QVERIFY(!endlessFits);
    QVERIFY(!manyLinesFit);
}

QTEST_GUILESS_MAIN(TestEventParser)
#include "tst_eventparser.moc"
