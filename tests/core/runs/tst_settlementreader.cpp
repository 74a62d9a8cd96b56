// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/settlementreader.h"
#include "tests/core/runs/deskbench.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

constexpr int pageSize = 2;

/// A list that is read in pages, and may change between two of them.
class FakeBook
{
public:
    explicit FakeBook(ScriptedNetwork &network)
    {
        network.answerWith([this](const SeenRequest &request) { return answer(request); });
    }

    QStringList ids{};                    ///< in checking, by a letter each
    std::function<void(int page)> before; ///< called before a page is answered; counted from 1
    QHash<int, ScriptedAnswer> instead;
    int pages = 0;
    bool hasDamaged = false;
    QByteArray updatedAt = "2026-04-01T10:00:00Z";

    static QByteArray idOf(const QString &letter)
    {
        return "7b6f2f0a-5a55-4a3e-9d3a-0000000000" + letter.toUtf8().toHex();
    }

private:
    ScriptedAnswer answer(const SeenRequest &request)
    {
        const QString path = request.url.path();
        if (path.endsWith(u"/oauth/token"))
            return ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})");
        if (path.contains(u"settlement-templates"))
            return ScriptedAnswer::json(R"({"items":[],"total":0,"limit":100,"offset":0})");
        ++pages;
        if (before)
            before(pages);
        if (instead.contains(pages))
            return instead.take(pages);
        const int offset = QUrlQuery(request.url).queryItemValue(u"offset"_s).toInt();
        QByteArrayList items;
        for (const QString &letter : ids.mid(offset, pageSize))
            items << R"({"id":")" + idOf(letter) + R"(","state":"COMPLIANCE_CHECKING","updated_at":")" + updatedAt +
                         R"(","parties":[],"legs":[]})";
        if (hasDamaged)
            items << "42";
        return ScriptedAnswer::json(R"({"items":[)" + items.join(',') + R"(],"total":)" +
                                    QByteArray::number(ids.size()) + R"(,"limit":2,"offset":)" +
                                    QByteArray::number(offset) + '}');
    }
};

struct ReaderBench : DeskBench
{
    explicit ReaderBench(ReaderScope scope = ReaderScope::Queue)
        : book(network)
        , templates(client)
        , reader({client,
                  templates,
                  scope,
                  {.every = std::chrono::milliseconds(1),
                   .perRequest = std::chrono::milliseconds(0),
                   .pageSize = pageSize}})
        , failed(&reader, &SettlementReader::failed)
    {
        QObject::connect(&reader, &SettlementReader::came, &reader, [this](const QList<Settlement> &settlements) {
            for (const Settlement &one : settlements)
                known.insert(one.id);
        });
        QObject::connect(&reader, &SettlementReader::left, &reader, [this](const QStringList &ids) {
            for (const QString &id : ids)
                known.remove(id);
            leavings += ids;
        });
    }
    QString letters() const
    {
        QStringList letters;
        for (const QString &id : known)
            letters << QString::fromUtf8(QByteArray::fromHex(id.right(2).toLatin1()));
        letters.sort();
        return letters.join(QString());
    }
    static Settlement settlement(const QString &letter, const QByteArray &state, const QByteArray &updatedAt)
    {
        const QByteArray row = R"({"id":")" + FakeBook::idOf(letter) + R"(","state":")" + state +
                               R"(","updated_at":")" + updatedAt + R"("})";
        return keystone::decodeSettlement(json::parse(row).value()).value();
    }
    /// One whole round more.
    void round()
    {
        QSignalSpy completed(&reader, &SettlementReader::completed);
        reader.refresh();
        QVERIFY(completed.wait());
        reader.pause();
    }

    FakeBook book;
    TemplateBook templates;
    SettlementReader reader;
    QSignalSpy failed;
    QSet<QString> known;
    QStringList leavings;
};

} // namespace

class TestSettlementReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allPagesAreRead();
    void whatIsGoneLeaves();
    void aPageThatShrinksLosesNobody();
    void whatArrivesBetweenTwoPagesIsMet();
    void damagedRowsAreToldBesideTheGoodOnes();
    void aFailureInMidPageKeepsWhatIsKnownAndGoesOn();
    void aRefusalEndsTheLookingUntilAsked();
    void nothingIsAskedWhilePaused();
    void ofAllOnlyWhatWasAskedForIsRead();
    void newsFromElsewhereCounts();
    void anOlderAnswerDoesNotCount();
    void whatIsKnownAlreadyAsksForNoPageAnew();
};

void TestSettlementReader::allPagesAreRead()
{
    ReaderBench bench;
    bench.book.ids = u"A B C D E"_s.split(u' ');

    bench.round();

    QCOMPARE(bench.letters(), u"ABCDE"_s);
    QCOMPARE(bench.book.pages, 3);
    QVERIFY(bench.reader.isComplete());
}

void TestSettlementReader::whatIsGoneLeaves()
{
    ReaderBench bench;
    bench.book.ids = u"A B C"_s.split(u' ');
    bench.round();
    bench.book.ids.removeOne(u"B"_s);

    bench.round();

    QCOMPARE(bench.letters(), u"AC"_s);
}

/// A leaves after the first page was read: C moves to that page and is not met.
void TestSettlementReader::aPageThatShrinksLosesNobody()
{
    ReaderBench bench;
    bench.book.ids = u"A B C D"_s.split(u' ');
    bench.round();
    const int next = bench.book.pages + 2;
    bench.book.before = [&](int page) {
        if (page == next)
            bench.book.ids.removeOne(u"A"_s);
    };

    bench.round();
    QCOMPARE(bench.letters(), u"ABCD"_s);
    bench.round();

    QCOMPARE(bench.letters(), u"BCD"_s);
    QCOMPARE(bench.leavings.size(), 1);
}

void TestSettlementReader::whatArrivesBetweenTwoPagesIsMet()
{
    ReaderBench bench;
    bench.book.ids = u"A B C"_s.split(u' ');
    bench.book.before = [&](int page) {
        if (page == 2)
            bench.book.ids = u"X Y A B C"_s.split(u' ');
    };

    bench.round();
    bench.round();

    QCOMPARE(bench.letters(), u"ABCXY"_s);
}

void TestSettlementReader::damagedRowsAreToldBesideTheGoodOnes()
{
    ReaderBench bench;
    bench.book.ids = u"A"_s.split(u' ');
    bench.book.hasDamaged = true;

    bench.round();

    QCOMPARE(bench.letters(), u"A"_s);
    QCOMPARE(bench.reader.damaged().size(), 1);
}

void TestSettlementReader::aFailureInMidPageKeepsWhatIsKnownAndGoesOn()
{
    ReaderBench bench;
    bench.book.ids = u"A B C D"_s.split(u' ');
    bench.round();
    bench.book.instead.insert(bench.book.pages + 2, ScriptedAnswer::json(R"({"detail":"upstream"})", 503));

    QSignalSpy completed(&bench.reader, &SettlementReader::completed);
    bench.reader.refresh();

    QTRY_COMPARE(bench.failed.count(), 1);
    QCOMPARE(bench.letters(), u"ABCD"_s);
    QTRY_VERIFY(completed.count() > 0);
    QCOMPARE(bench.letters(), u"ABCD"_s);
}

void TestSettlementReader::aRefusalEndsTheLookingUntilAsked()
{
    ReaderBench bench;
    bench.book.ids = u"A B C"_s.split(u' ');
    for (const int page : {2, 3}) // once more with a new token
        bench.book.instead.insert(page, ScriptedAnswer::json(R"({"detail":"who are you"})", 401));

    bench.reader.start();

    QTRY_COMPARE(bench.failed.count(), 1);
    QCOMPARE(bench.letters(), u"AB"_s);
    const int asked = bench.book.pages;
    QVERIFY(awaited(after(std::chrono::milliseconds(50))).ok());
    QCOMPARE(bench.book.pages, asked);
    bench.token.setClient(u"test-client"_s, made("test-client-secret"));
    bench.round();
    QCOMPARE(bench.letters(), u"ABC"_s);
}

void TestSettlementReader::nothingIsAskedWhilePaused()
{
    ReaderBench bench;
    bench.book.ids = u"A"_s.split(u' ');
    bench.round();
    const int asked = bench.book.pages;

    QVERIFY(awaited(after(std::chrono::milliseconds(50))).ok());

    QCOMPARE(bench.book.pages, asked);
}

void TestSettlementReader::ofAllOnlyWhatWasAskedForIsRead()
{
    ReaderBench bench(ReaderScope::All);
    bench.book.ids = u"A B C D E"_s.split(u' ');
    bench.round();
    QCOMPARE(bench.letters(), u"AB"_s);
    QVERIFY(bench.reader.hasMore());
    QCOMPARE(bench.reader.total(), 5);

    QSignalSpy completed(&bench.reader, &SettlementReader::completed);
    bench.reader.readMore();
    QVERIFY(completed.wait());
    QCOMPARE(bench.letters(), u"ABCD"_s);

    bench.reader.readAll();
    QTRY_COMPARE(bench.letters(), u"ABCDE"_s);
    QVERIFY(!bench.reader.hasMore());
}

void TestSettlementReader::newsFromElsewhereCounts()
{
    ReaderBench bench;
    bench.book.ids = u"A B"_s.split(u' ');
    bench.round();

    bench.reader.take(ReaderBench::settlement(u"A"_s, "ROLLED_BACK", "2026-04-01T10:05:00Z"));

    QCOMPARE(bench.letters(), u"B"_s);
    QCOMPARE(bench.reader.known(), 1);
}

void TestSettlementReader::anOlderAnswerDoesNotCount()
{
    ReaderBench bench;
    bench.book.ids = u"A B"_s.split(u' ');
    bench.round();
    bench.reader.take(ReaderBench::settlement(u"A"_s, "ROLLED_BACK", "2026-04-01T10:05:00Z"));

    bench.reader.take(ReaderBench::settlement(u"A"_s, "COMPLIANCE_CHECKING", "2026-04-01T10:00:00Z"));
    QCOMPARE(bench.letters(), u"B"_s);
    bench.round(); // its page was made before the decision
    QCOMPARE(bench.letters(), u"B"_s);

    bench.reader.take(ReaderBench::settlement(u"B"_s, "COMPLIANCE_CHECKING", "2026-04-01T10:06:00Z"));
    bench.round();
    QCOMPARE(bench.letters(), u"B"_s); // an older page knows it all the same
    bench.book.updatedAt = "2026-04-01T10:07:00Z";
    bench.round();
    QCOMPARE(bench.letters(), u"AB"_s); // it has come back
}

void TestSettlementReader::whatIsKnownAlreadyAsksForNoPageAnew()
{
    ReaderBench bench;
    bench.book.ids = u"A B"_s.split(u' ');
    bench.round();
    const int pages = bench.book.pages;
    bench.book.before = [&](int) {
        bench.reader.take(ReaderBench::settlement(u"A"_s, "COMPLIANCE_CHECKING", bench.book.updatedAt));
    };

    bench.round();

    QCOMPARE(bench.book.pages, 2 * pages);
}

QTEST_GUILESS_MAIN(TestSettlementReader)

#include "tst_settlementreader.moc"
