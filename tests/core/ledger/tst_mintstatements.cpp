// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/mintstatements.h"
#include "core/ledger/schema.h"
#include "ledgertest.h"

#include <QTest>
#include <QUuid>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

namespace {

const QString service = u"https://api.test"_s;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

MintIntent sampleMint(qint64 number)
{
    return {.id = newId(),
            .service = number % 7 == 0 ? u"https://other.test"_s : service,
            .accountId = u"a-%1"_s.arg(number % 5),
            .points = 1 + number % 3,
            .reason = u"spring"_s,
            .author = {u"user-%1"_s.arg(number % 4), u"p-1"_s, u"Desk"_s},
            .idempotencyKey = newId(),
            .digest = digestOf("content"),
            .batchId = number % 3 == 0 ? QString() : u"batch-%1"_s.arg(number % 3)};
}

bool fits(const MintRecord &record, const MintQuery &query)
{
    const auto meets = [](const QString &wanted, const QString &value) { return wanted.isEmpty() || wanted == value; };
    const bool isOpen = !record.settled.isValid();
    const RowOutcome outcome = record.end.outcome;
    using Which = MintQuery::Which;
    const bool isWanted = query.which == Which::All || (query.which == Which::Unresolved && isOpen) ||
                          (query.which == Which::Done && !isOpen && outcome == RowOutcome::Done) ||
                          (query.which == Which::Failed && !isOpen && outcome == RowOutcome::Failed) ||
                          (query.which == Which::NotSent && !isOpen && outcome == RowOutcome::NotSent);
    return isWanted && meets(query.service, record.intent.service) && meets(query.accountId, record.intent.accountId) &&
           meets(query.batchId, record.intent.batchId) && meets(query.user, record.intent.author.user) &&
           (query.before == 0 || record.sequence < query.before) && record.sequence > query.after;
}

template <class Value>
void vary(QList<MintQuery> &queries, Value MintQuery::*member, const QList<Value> &values)
{
    for (const MintQuery &query : std::exchange(queries, {}))
        for (const Value &value : values) {
            queries << query;
            queries.last().*member = value;
        }
}

QList<MintQuery> allFilters()
{
    using Which = MintQuery::Which;
    QList<MintQuery> queries{{.limit = 4, .after = 3}};
    vary(queries, &MintQuery::service, {QString(), service, u"https://none.test"_s});
    vary(queries, &MintQuery::accountId, {QString(), u"a-2"_s, u"none"_s});
    vary(queries, &MintQuery::batchId, {QString(), u"batch-1"_s});
    vary(queries, &MintQuery::user, {QString(), u"user-3"_s, u"none"_s});
    vary(queries, &MintQuery::which, {Which::All, Which::Unresolved, Which::Done, Which::Failed, Which::NotSent});
    vary(queries, &MintQuery::before, {0, 30});
    return queries;
}

} // namespace

/// What a large ledger is asked about points is answered by its indexes.
class TestMintStatements : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void noQuestionReadsTheWholeLedger_data();
    void noQuestionReadsTheWholeLedger();
    void everyFilterFindsWhatReadingAllWouldFind();
    void aDaysPointsAreThoseOfThatDay();
    void aLedgerOfTheEighthVersionIsLiftedWithItsMints();

private:
    /// What SQLite says about how it would go about it.
    QStringList planOf(const QString &select, const mintsql::Clause &clause);
    void mintSome(int count);
};

QStringList TestMintStatements::planOf(const QString &select, const mintsql::Clause &clause)
{
    SqliteConnection reader(ledgerFile(ledger->path()));
    if (!reader.openToRead())
        return {};
    auto query = reader.run(u"EXPLAIN QUERY PLAN "_s + select + clause.sql, clause.values);
    QStringList plan;
    while (query && query->next())
        plan << query->value(3).toString();
    return plan;
}

void TestMintStatements::mintSome(int count)
{
    constexpr RowOutcome ends[] = {RowOutcome::Done, RowOutcome::Failed, RowOutcome::Done, RowOutcome::NotSent,
                                   RowOutcome::Unknown};
    for (int number = 0; number < count; ++number) {
        MintIntent mint = sampleMint(number);
        mint.points += 10 * number; // so that none waits for another
        QCOMPARE(valueOf(ledger->intendMint(mint)).bar, MintBar::None);
        if (number % 11 != 0)
            QVERIFY(awaited(ledger->settleMint(mint.id, {.outcome = ends[number % 5], .why = u"minted"_s})));
    }
}

void TestMintStatements::noQuestionReadsTheWholeLedger_data()
{
    QTest::addColumn<QString>("select");
    QTest::addColumn<mintsql::Clause>("clause");
    QTest::addColumn<QString>("index");
    const QString rows = u"SELECT * FROM mint"_s;
    const QString sum = u"SELECT sum(points) FROM mint"_s;
    const auto found = [&](const char *name, MintQuery query, const QString &index) {
        query.service = service;
        for (const auto which : {MintQuery::Which::All, MintQuery::Which::Unresolved, MintQuery::Which::Done}) {
            query.which = which;
            QTest::addRow("%s, %d", name, int(which)) << rows << mintsql::matching(query) << index;
        }
        query.before = 7;
        QTest::addRow("%s, next page", name) << rows << mintsql::matching(query) << index;
    };
    found("all", {}, u"mint_of_outcome"_s);
    found("account", {.accountId = u"a-1"_s}, u"mint_of_account"_s);
    found("batch", {.batchId = u"b-1"_s}, u"mint_of_batch"_s);
    found("operator", {.user = u"u-1"_s}, u"mint_of_user"_s);
    found("account and operator", {.accountId = u"a-1"_s, .user = u"u-1"_s}, u"mint_of_account"_s);
    found("batch and operator", {.batchId = u"b-1"_s, .user = u"u-1"_s}, u"mint_of_batch"_s);
    found("all three", {.accountId = u"a-1"_s, .batchId = u"b-1"_s, .user = u"u-1"_s}, u"mint_of_account"_s);
    QTest::newRow("id") << rows << mintsql::matching({.id = u"m-1"_s, .service = service})
                        << u"sqlite_autoindex_mint_1"_s;
    QTest::newRow("key") << rows << mintsql::underKey(u"k-1"_s, service) << u"mint_by_key"_s;
    QTest::newRow("open") << rows << mintsql::openLike(sampleMint(1)) << u"mint_of_account"_s;
    QTest::newRow("under way") << rows << mintsql::Clause{u" WHERE outcome = ''"_s, {}} << u"mint_of_outcome"_s;
    const auto given = [&](QLatin1StringView column) {
        return mintsql::givenSince({column, u"x"_s, service, u"2026-04-01"_s});
    };
    QTest::newRow("given to an account") << sum << given("account_id"_L1) << u"COVERING INDEX mint_of_account"_s;
    QTest::newRow("given by an operator") << sum << given("user_name"_L1) << u"COVERING INDEX mint_of_user"_s;
    QTest::newRow("given by a profile") << sum << given("profile_id"_L1) << u"COVERING INDEX mint_of_profile"_s;
}

void TestMintStatements::noQuestionReadsTheWholeLedger()
{
    QFETCH(const QString, select);
    QFETCH(const mintsql::Clause, clause);
    QFETCH(const QString, index);

    const QStringList plan = planOf(select, clause);

    QVERIFY2(!plan.filter(index + u" ("_s).isEmpty(), qPrintable(plan.join(u'\n')));
    QVERIFY2(plan.filter(u"SCAN mint"_s).isEmpty(), qPrintable(plan.join(u'\n')));
    for (const QString &step : plan.filter(u" USING "_s).filter(u"INDEX"_s))
        QVERIFY2(step.contains(index) || step.contains(u"mint_by_day"_s), qPrintable(step));
}

void TestMintStatements::everyFilterFindsWhatReadingAllWouldFind()
{
    mintSome(44);
    const QList<MintRecord> all = valueOf(ledger->mints({}));

    for (const MintQuery &query : allFilters()) {
        QList<MintRecord> expected;
        std::copy_if(all.begin(), all.end(), std::back_inserter(expected),
                     [&query](const MintRecord &record) { return fits(record, query); });
        QCOMPARE(valueOf(ledger->mints(query)), expected.first(std::min(expected.size(), query.limit)));
    }
}

void TestMintStatements::aDaysPointsAreThoseOfThatDay()
{
    const Author author{u"user-1"_s, u"p-1"_s, u"Desk"_s};
    QVERIFY(awaited(ledger->setMintLimits(author, {.operatorDay = 100})));
    MintIntent yesterday = sampleMint(1);
    yesterday.points = 90;
    MintIntent today = sampleMint(1);
    today.points = 80;
    QCOMPARE(valueOf(ledger->intendMint(yesterday)).bar, MintBar::None);
    const QString before = QDateTime::currentDateTimeUtc().addDays(-1).toString(u"yyyy-MM-dd"_s);
    QVERIFY(OtherProgram(ledger->path()).run(u"UPDATE mint SET day = '%1'"_s.arg(before)));

    QCOMPARE(valueOf(ledger->intendMint(today)).bar, MintBar::None);
    const MintAdmission over = valueOf(ledger->intendMint([&] {
        MintIntent next = sampleMint(1);
        next.points = 21;
        return next;
    }()));

    QCOMPARE(over.bar, MintBar::OverOperatorDay);
    QCOMPARE(over.used, 80);
}

void TestMintStatements::aLedgerOfTheEighthVersionIsLiftedWithItsMints()
{
    const QString path = folder->filePath(u"old.sqlite"_s);
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(ledgerMigrations().first(8)));
        QVERIFY(old.run(
            u"INSERT INTO mint SELECT 1, 'm-1', 'dead', ?, 'a-1', '', 60, 'spring', 'user-1', 'p-1', "
            "'Desk', 'k-1', '', '', '', 0, ?, ?, '', '', '', '', '', '', '', '', ''"_s,
            {service, QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd"_s), u"2026-04-01T05:06:07.008Z"_s}));
    }
    Ledger lifted(path);

    QVERIFY(awaited(lifted.open()));
    const QList<MintRecord> open =
        valueOf(lifted.mints({.service = service, .accountId = u"a-1"_s, .which = MintQuery::Which::Unresolved}));

    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().intent.idempotencyKey, u"k-1"_s);
    MintIntent same = sampleMint(1);
    same.idempotencyKey = u"k-1"_s;
    QCOMPARE(valueOf(lifted.intendMint(same)).bar, MintBar::SameRecorded);
    QVERIFY(awaited(lifted.setMintLimits(same.author, {.profileDay = 60})));
    QCOMPARE(valueOf(lifted.intendMint(sampleMint(1))).bar, MintBar::OverProfileDay);
}

QTEST_GUILESS_MAIN(TestMintStatements)
#include "tst_mintstatements.moc"
