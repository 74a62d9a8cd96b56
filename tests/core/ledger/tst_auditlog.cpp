// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"
#include "ledgertest.h"

#include <QFile>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

/// The audit log: whatever somebody does to it is found, and named by its place.
class TestAuditLog : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void anEmptyLogIsWhole();
    void everyChangeOfADecisionIsAnEntry();
    void entriesAreFilteredAndPaged();
    void entriesAreFoundByWhatTheySayAndWhen();
    void theLogTellsWhatThereIsToChooseFrom();
    void anExportIsWhole();
    void everyAlteredByteIsFoundInItsLine();
    void linesThatAreMissingAreFound_data();
    void linesThatAreMissingAreFound();
    void whatIsNoExportIsSaidToBeNone_data();
    void whatIsNoExportIsSaidToBeNone();
    void aForgedChainNeedsItsHead();
    void theLedgerItselfIsExamined_data();
    void theLedgerItselfIsExamined();
    void anExportReplacesTheFileAsAWhole();
    void whereNothingCanBeWrittenThatIsSaid();

private:
    void decide(const QString &number, const QString &user = u"first"_s)
    {
        const DecisionIntent intent{.id = number,
                                    .service = u"https://api.test"_s,
                                    .settlementId = u"settlement "_s + number,
                                    .decision = u"reject"_s,
                                    .reason = u"Sanktionsliste, „Treffer“ 制裁 \"A\"\\B"_s,
                                    .author = {user, u"p-1"_s, u"Zürich"_s},
                                    .before = {u"COMPLIANCE_CHECKING"_s, u"t"_s, digestOf("x")}};
        QCOMPARE(valueOf(ledger->intendDecision(intent, Eyes::Two)), DecisionBar::None);
        QVERIFY(awaited(ledger->settleDecision(number, {.outcome = RowOutcome::Done, .why = u"taken"_s})));
    }
    QByteArray exported()
    {
        const QString path = folder->filePath(u"export.jsonl"_s);
        (void)valueOf(ledger->exportAudit(path));
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ChainVerdict verdictOn(const QByteArray &bytes) const
    {
        QFile file(folder->filePath(u"examined.jsonl"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        file.close();
        return verifyAuditFile(file.fileName()).value();
    }
};

void TestAuditLog::anEmptyLogIsWhole()
{
    const ChainVerdict inside = valueOf(ledger->verifyAudit());
    const ChainVerdict outside = verdictOn(exported());

    QVERIFY(!inside.broken && !outside.broken);
    QCOMPARE(inside.entries, 0);
    QCOMPARE(outside, inside);
}

void TestAuditLog::everyChangeOfADecisionIsAnEntry()
{
    decide(u"1"_s);

    const auto entries = valueOf(ledger->auditEntries({}));

    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].event, u"decision.settled"_s);
    QCOMPARE(entries[1].event, u"decision.intended"_s);
    QCOMPARE(entries[1].sequence, 1);
    QCOMPARE(entries[1].author, (Author{u"first"_s, u"p-1"_s, u"Zürich"_s}));
    const auto content = json::parse(entries[1].content).value();
    QCOMPARE(content[u"reason"].toString(), u"Sanktionsliste, „Treffer“ 制裁 \"A\"\\B"_s);
    QCOMPARE(content.at(u"before.state").toString(), u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(json::parse(entries[0].content).value()[u"outcome"].toString(), u"done"_s);
}

void TestAuditLog::entriesAreFilteredAndPaged()
{
    decide(u"1"_s);
    decide(u"2"_s, u"second"_s);
    const auto sequences = [this](const AuditQuery &query) {
        QList<qint64> found;
        for (const AuditEntry &entry : valueOf(ledger->auditEntries(query)))
            found << entry.sequence;
        return found;
    };

    QCOMPARE(sequences({.user = u"second"_s}), (QList<qint64>{4, 3}));
    QCOMPARE(sequences({.event = u"decision.intended"_s}), (QList<qint64>{3, 1}));
    QCOMPARE(sequences({.subject = u"settlement 1"_s}), (QList<qint64>{2, 1}));
    QCOMPARE(sequences({.limit = 1, .before = 4}), (QList<qint64>{3}));
}

void TestAuditLog::entriesAreFoundByWhatTheySayAndWhen()
{
    decide(u"1"_s);
    const QDateTime between = QDateTime::currentDateTimeUtc().addMSecs(1);
    QTRY_VERIFY(QDateTime::currentDateTimeUtc() > between);
    decide(u"2"_s, u"second"_s);
    const auto numbers = [this](const AuditQuery &query) {
        QList<qint64> found;
        for (const AuditEntry &entry : valueOf(ledger->auditEntries(query)))
            found << entry.sequence;
        return found;
    };

    QCOMPARE(numbers({.text = u"SANKTIONSLISTE"_s}), (QList<qint64>{3, 1}));
    QCOMPARE(numbers({.limit = 1, .text = u"sanktionsliste"_s}), QList<qint64>{3});
    QCOMPARE(numbers({.text = u"\"A\"\\B"_s}), (QList<qint64>{3, 1}));
    QCOMPARE(numbers({.text = u"taken"_s}), (QList<qint64>{4, 2}));
    QCOMPARE(numbers({.text = u"ment 2"_s}), (QList<qint64>{4, 3}));
    QCOMPARE(numbers({.text = u"reason"_s}), QList<qint64>()); // the name of a member says nothing
    QCOMPARE(numbers({.since = between}), (QList<qint64>{4, 3}));
    QCOMPARE(numbers({.until = between}), (QList<qint64>{2, 1}));
    QCOMPARE(numbers({.event = u"decision.settled"_s, .since = between}), QList<qint64>{4});
}

void TestAuditLog::theLogTellsWhatThereIsToChooseFrom()
{
    QCOMPARE(valueOf(ledger->auditFacets()), AuditFacets());

    decide(u"1"_s, u"second"_s);
    decide(u"2"_s);

    const AuditFacets facets = valueOf(ledger->auditFacets());
    QCOMPARE(facets.entries, 4);
    QCOMPARE(facets.events, (QStringList{u"decision.intended"_s, u"decision.settled"_s}));
    QCOMPARE(facets.users, (QStringList{u"first"_s, u"second"_s}));
}

void TestAuditLog::anExportIsWhole()
{
    for (int i = 0; i < 20; ++i)
        decide(QString::number(i));

    const QByteArray bytes = exported();

    QCOMPARE(bytes.count('\n'), 41);
    const ChainVerdict verdict = verdictOn(bytes);
    QVERIFY(!verdict.broken);
    QCOMPARE(verdict, valueOf(ledger->verifyAudit()));
    for (const QByteArray &line : bytes.trimmed().split('\n'))
        QVERIFY2(json::parse(line), line.constData());
}

void TestAuditLog::everyAlteredByteIsFoundInItsLine()
{
    decide(u"1"_s);
    decide(u"2"_s);
    const QByteArray bytes = exported();
    QVERIFY(bytes.size() > 1000);

    qint64 line = 1;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QByteArray altered = bytes;
        altered[i] = char(altered[i] ^ 0x01);
        const ChainVerdict verdict = verdictOn(altered);
        QVERIFY2(verdict.broken, qPrintable(QString::number(i)));
        QCOMPARE(verdict.broken->line, line);
        QCOMPARE(verdict.entries, qMax<qint64>(line - 2, 0));
        if (bytes[i] == '\n')
            ++line;
    }
}

void TestAuditLog::linesThatAreMissingAreFound_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<qint64>("sequence");
    QTest::newRow("the first entry") << 1 << qint64(1);
    QTest::newRow("one in between") << 2 << qint64(2);
    QTest::newRow("the last one") << 4 << qint64(4);
}

void TestAuditLog::linesThatAreMissingAreFound()
{
    QFETCH(int, line);
    QFETCH(qint64, sequence);
    decide(u"1"_s);
    decide(u"2"_s);
    QByteArrayList lines = exported().split('\n');
    lines.removeAt(line);

    const ChainVerdict verdict = verdictOn(lines.join('\n'));

    QVERIFY(verdict.broken);
    QCOMPARE(verdict.broken->sequence, sequence);
    QCOMPARE(verdict.broken->fault, line == 4 ? ChainFault::CutShort : ChainFault::PreviousDiffers);
}

void TestAuditLog::whatIsNoExportIsSaidToBeNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\nworld\n");
    QTest::newRow("another JSON") << QByteArray("{\"rows\":1}\n");
    QTest::newRow("zeros") << QByteArray(5000, '\0');
}

void TestAuditLog::whatIsNoExportIsSaidToBeNone()
{
    QFETCH(QByteArray, bytes);

    const ChainVerdict verdict = verdictOn(bytes);

    QVERIFY(verdict.broken);
    QCOMPARE(*verdict.broken, (ChainBreak{ChainFault::Unreadable, 1, 1}));
    QCOMPARE(verifyAuditFile(folder->filePath(u"none"_s)).error().cause, Cause::FileNotFound);
}

void TestAuditLog::aForgedChainNeedsItsHead()
{
    decide(u"1"_s);
    const QByteArray older = exported();
    decide(u"2"_s);
    const QByteArrayList newer = exported().split('\n');

    const QByteArray longer = older + newer[3] + '\n';

    QCOMPARE(verdictOn(longer).broken->fault, ChainFault::Surplus);
    QCOMPARE(verdictOn(longer).broken->line, 5);
}

void TestAuditLog::theLedgerItselfIsExamined_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<ChainFault>("fault");
    QTest::addColumn<qint64>("sequence");
    QTest::newRow("an entry is rewritten")
        << u"UPDATE audit_entry SET entry = replace(entry, 'reject', 'accept') WHERE sequence = 3"_s
        << ChainFault::HashDiffers << qint64(3);
    QTest::newRow("an entry is taken out")
        << u"DELETE FROM audit_entry WHERE sequence = 2"_s << ChainFault::PreviousDiffers << qint64(2);
    QTest::newRow("the last one is taken out")
        << u"DELETE FROM audit_entry WHERE sequence = 4"_s << ChainFault::CutShort << qint64(4);
    QTest::newRow("all are taken out") << u"DELETE FROM audit_entry"_s << ChainFault::CutShort << qint64(1);
}

void TestAuditLog::theLedgerItselfIsExamined()
{
    QFETCH(QString, sql);
    QFETCH(ChainFault, fault);
    QFETCH(qint64, sequence);
    decide(u"1"_s);
    decide(u"2"_s);
    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
    {
        OtherProgram other(ledger->path());
        QVERIFY(other.run(sql));
    }

    const ChainVerdict verdict = valueOf(ledger->verifyAudit());

    QVERIFY(verdict.broken);
    QCOMPARE(*verdict.broken, (ChainBreak{fault, sequence, 0}));
    QCOMPARE(verdictOn(exported()).broken->sequence, sequence); // an export hides nothing
}

void TestAuditLog::anExportReplacesTheFileAsAWhole()
{
    decide(u"1"_s);
    const QByteArray first = exported();
    decide(u"2"_s);

    const QByteArray second = exported();

    QVERIFY(second.size() > first.size());
    QCOMPARE(QFile::permissions(folder->filePath(u"export.jsonl"_s)) & QFileDevice::ReadOther, 0);
}

void TestAuditLog::whereNothingCanBeWrittenThatIsSaid()
{
    const auto written = awaited(ledger->exportAudit(folder->filePath(u"no/such/folder/export.jsonl"_s)));

    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestAuditLog)

#include "tst_auditlog.moc"
