// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirror.h"
#include "core/mirror/mirrorkeys.h"
#include "samples.h"
#include "tests/support/awaited.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Passport;

class TestMirror : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_mirror.reset(); }

    void keepsTheRawRowToTheLastDigit();
    void findsByTheFivePartKey();
    void mayGoWhileItIsStillLoading();
    void aLatePageDoesNotUndoASave();
    void pagesThatWaitTogetherEndEachByItself();
    void aSaveBehindAPageStays();
    void isThereAgainAfterARestart();
    void aDamagedFileIsMadeAnew_data();
    void aDamagedFileIsMadeAnew();
    void damageFoundWhileWorkingIsMended();
    void rowsOfAnotherCatalogueAreNotKept();
    void aPassDropsWhatItHasNotMet();
    void aPassGoesOnAfterARestart();
    void whatIsPutWhileAPassRunsStays();
    void manyKeysAreLookedUpAtOnce();
    void theDigestTellsContentFromForm();
    void aWholeIdFindsItsRow();
    void aDroppedSearchIsGivenUp();
    void writesOfADroppedPendingHappen();
    void treeLinesCarryTheirPassports();

private:
    void open()
    {
        m_mirror = std::make_unique<Mirror>(m_place);
        valueOf(m_mirror->open());
        QTRY_VERIFY(m_mirror->isOpen() && !m_mirror->isLoading());
    }
    qint64 count(const MirrorQuery &query = {}) { return valueOf(m_mirror->page(query, 0, 10)).total; }

    std::unique_ptr<QTemporaryDir> m_folder;
    MirrorPlace m_place;
    std::unique_ptr<Mirror> m_mirror;
};

void TestMirror::init()
{
    m_mirror.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_place = {m_folder->filePath(u"mirror.sqlite"_s), u"https://passports.example"_s, u"app-1"_s};
    open();
}

void TestMirror::keepsTheRawRowToTheLastDigit()
{
    const Passport odd = passport(u"p-1"_s, R"("modelNumber":"M","z":1.0,"a":123456789012345678901234567890,"data":)"
                                            R"({"b":1E+2,"a":null,"text":"é\u0000\n"},"unknown":[[],{}])");

    valueOf(m_mirror->put({odd}));

    const QList<Passport> kept = valueOf(m_mirror->passports({u"p-1"_s, u"p-2"_s}));
    QCOMPARE(kept.size(), 1);
    QCOMPARE(json::write(kept.first().raw), json::write(odd.raw));
}

void TestMirror::findsByTheFivePartKey()
{
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"first"_s), model(u"p-2"_s, u"B"_s, u"second"_s)}));

    const auto found = valueOf(m_mirror->find({u"model"_s, u"B"_s, {}, {}}));

    QVERIFY(found);
    QCOMPARE(found->id, u"p-2"_s);
    QVERIFY(!valueOf(m_mirror->find({u"item"_s, u"B"_s, {}, {}})));
}

void TestMirror::mayGoWhileItIsStillLoading()
{
    QList<Passport> rows;
    for (int i = 0; i < 45'000; ++i)
        rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name"_s);
    valueOf(m_mirror->put(rows));

    for (int parts = 0; parts < 4; ++parts) { // three are read
        m_mirror = std::make_unique<Mirror>(m_place);
        QSignalSpy read(m_mirror.get(), &Mirror::changed);
        valueOf(m_mirror->open());
        QTRY_VERIFY(read.count() >= parts || !m_mirror->isLoading());
    }

    QVERIFY(m_mirror->isOpen());
}

void TestMirror::aLatePageDoesNotUndoASave()
{
    const QByteArray before = R"("modelNumber":"M","name":"before","updatedAt":"2026-01-01T10:00:00Z")";
    const QByteArray after = R"("modelNumber":"M","name":"after","updatedAt":"2026-01-01T10:00:05Z")";
    valueOf(m_mirror->put({passport(u"p-1"_s, after)}));

    valueOf(m_mirror->put({passport(u"p-1"_s, before)}));

    QCOMPARE(valueOf(m_mirror->passports({u"p-1"_s})).first().name, u"after"_s);
}

void TestMirror::pagesThatWaitTogetherEndEachByItself()
{
    const auto page = [](const QByteArray &id) -> QByteArray {
        return R"({"data":[{"id":")" + id + R"(","granularity":"model","modelNumber":"M"}],"total":3})";
    };
    auto first = m_mirror->takePage(page("p-1"));
    auto garbage = m_mirror->takePage(R"({"data":[{"granularity":"model"}],"total":3})");
    auto third = m_mirror->takePage(page("p-3"));

    QCOMPARE(valueOf(std::move(first)).rows, 1);
    QVERIFY(!awaited(std::move(garbage)).ok());
    QCOMPARE(valueOf(std::move(third)).total, 3);

    QCOMPARE(idsOf(valueOf(m_mirror->passports({u"p-1"_s, u"p-3"_s}))), QStringList({u"p-1"_s, u"p-3"_s}));
}

void TestMirror::aSaveBehindAPageStays()
{
    // Neither says when it was changed: the later call counts.
    auto taken = m_mirror->takePage(R"({"data":[{"id":"p-1","granularity":"model","name":"old"}],"total":1})");
    auto saved = m_mirror->put({passport(u"p-1"_s, R"("granularity":"model","name":"new")")});
    valueOf(std::move(taken));
    valueOf(std::move(saved));

    QCOMPARE(valueOf(m_mirror->passports({u"p-1"_s})).first().name, u"new"_s);
}

void TestMirror::isThereAgainAfterARestart()
{
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"Lampe de chêne"_s, R"({"brand":{"name":"Verrane"}})")}));
    valueOf(m_mirror->beginPass());
    valueOf(m_mirror->endPass(MirrorUnseen::Keep));

    open();

    QCOMPARE(idsOf(valueOf(m_mirror->page({.text = u"CHENE verrane"_s}, 0, 10)).rows), QStringList{u"p-1"_s});
    QVERIFY(m_mirror->state().completeAt.isValid());
    QCOMPARE(m_mirror->state().rows, 1);
}

void TestMirror::aDamagedFileIsMadeAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("noise") << QByteArray(20'000, 'x');
    QTest::newRow("another program's") << QByteArray();
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0", 16);
}

void TestMirror::aDamagedFileIsMadeAnew()
{
    QFETCH(QByteArray, content);
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    m_mirror.reset();
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s, u""_s})
        QFile::remove(m_place.path + suffix);
    if (content.isEmpty()) {
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
            database.setDatabaseName(m_place.path);
            QVERIFY(database.open());
            QSqlQuery(database).exec(u"CREATE TABLE passport (x)"_s);
            QSqlQuery(database).exec(u"PRAGMA user_version = 99"_s);
        }
        QSqlDatabase::removeDatabase(u"stranger"_s);
    } else {
        QFile file(m_place.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    open();

    QCOMPARE(count(), 0);
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    QCOMPARE(count(), 1);
}

void TestMirror::damageFoundWhileWorkingIsMended()
{
    QList<Passport> rows;
    for (int i = 0; i < 3'000; ++i)
        rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name %1"_s.arg(i));
    valueOf(m_mirror->put(rows));
    m_mirror.reset();
    QFile file(m_place.path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(16 * 4096);
    file.write(QByteArray(int(file.size()) - 16 * 4096, '\x55'));
    file.close();
    m_mirror = std::make_unique<Mirror>(m_place);
    QSignalSpy rebuilt(m_mirror.get(), &Mirror::rebuilt);

    QObject context;
    m_mirror->open().then(&context, [](const Result<Nothing> &) {});

    QTRY_VERIFY(m_mirror->isOpen());
    QTRY_VERIFY(rebuilt.count() > 0 || m_mirror->state().rows == 0);
    QTRY_VERIFY(!m_mirror->isLoading());
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    QCOMPARE(count(), 1);
}

void TestMirror::rowsOfAnotherCatalogueAreNotKept()
{
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    m_mirror.reset();
    m_place.origin = u"https://elsewhere.example"_s;

    open();

    QCOMPARE(count(), 0);
    QCOMPARE(m_mirror->state(), MirrorState());
}

void TestMirror::aPassDropsWhatItHasNotMet()
{
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));
    valueOf(m_mirror->beginPass());
    valueOf(m_mirror->put({model(u"p-2"_s, u"B"_s, u"two"_s), model(u"p-3"_s, u"C"_s, u"three"_s)}));
    QCOMPARE(valueOf(m_mirror->met()), 2);
    QCOMPARE(valueOf(m_mirror->unseen(10)), QStringList{u"p-1"_s});

    const MirrorState state = valueOf(m_mirror->endPass(MirrorUnseen::Drop));

    QCOMPARE(state.rows, 2);
    QCOMPARE(idsOf(valueOf(m_mirror->page({}, 0, 10)).rows), (QStringList{u"p-2"_s, u"p-3"_s}));
}

void TestMirror::aPassGoesOnAfterARestart()
{
    valueOf(m_mirror->put({model(u"p-0"_s, u"Z"_s, u"old"_s)}));
    valueOf(m_mirror->beginPass());
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    valueOf(m_mirror->notePages(1, 3, 777));

    open();

    QVERIFY(m_mirror->state().isRunning);
    QCOMPARE(m_mirror->state().pages, 3);
    QCOMPARE(m_mirror->state().total, 777);
    QCOMPARE(valueOf(m_mirror->met()), 1);
    QCOMPARE(valueOf(m_mirror->endPass(MirrorUnseen::Drop)).rows, 1);
}

void TestMirror::whatIsPutWhileAPassRunsStays()
{
    valueOf(m_mirror->beginPass());
    valueOf(m_mirror->put({model(u"p-9"_s, u"X"_s, u"made here"_s)}));

    valueOf(m_mirror->endPass(MirrorUnseen::Drop));

    QCOMPARE(count(), 1);
}

void TestMirror::manyKeysAreLookedUpAtOnce()
{
    QList<Passport> rows;
    for (int i = 0; i < 3'000; ++i)
        rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name"_s,
                      QByteArray(R"({"n":%})").replace('%', QByteArray::number(i)));
    valueOf(m_mirror->put(rows));

    Result<MirrorKeys> keys = MirrorKeys::read(m_place.path);
    QVERIFY(keys.ok());
    QCOMPARE(keys->size(), std::size_t(3'000));
    std::vector<quint32> wanted;
    for (int i = 0; i < 3'000; ++i) {
        const auto found = keys->find(keyHash(u"app-1"_s, rows.at(i).key));
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().content, contentDigest(rows.at(i)));
        if (i % 2 == 0)
            wanted.push_back(found.front().row);
    }
    QVERIFY(keys->find(keyHash(u"app-2"_s, rows.at(0).key)).empty());
    QStringList raw;
    QVERIFY(keys->rawRows(wanted,
                          [&raw](quint32, QByteArrayView json) {
                              raw << keyban::decodePassport(json::parse(json).value())->id;
                              return true;
                          })
                .ok());
    QCOMPARE(raw.size(), 1'500);
    QVERIFY(raw.contains(u"p-2998"_s));
}

void TestMirror::theDigestTellsContentFromForm()
{
    const Passport one = model(u"1"_s, u"A"_s, u"n"_s, R"({"a":1,"b":{"x":[1,2],"y":null}})");

    QCOMPARE(contentDigest(model(u"2"_s, u"B"_s, u"n"_s, R"({"b":{"y":null,"x":[1,2]},"a":1})", "draft")),
             contentDigest(one));
    QVERIFY(contentDigest(model(u"1"_s, u"A"_s, u"n"_s, R"({"a":1.0,"b":{"x":[1,2],"y":null}})")) !=
            contentDigest(one));
    QVERIFY(contentDigest(model(u"1"_s, u"A"_s, u"n"_s, R"({"a":1,"b":{"x":[2,1],"y":null}})")) != contentDigest(one));
    QVERIFY(contentDigest(model(u"1"_s, u"A"_s, u"m"_s, R"({"a":1,"b":{"x":[1,2],"y":null}})")) != contentDigest(one));
}

void TestMirror::aWholeIdFindsItsRow()
{
    valueOf(m_mirror->put({model(u"0d5f7a4e-3a52-4a0f"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));

    QCOMPARE(idsOf(valueOf(m_mirror->page({.text = u" 0d5f7a4e-3a52-4a0f "_s}, 0, 10)).rows),
             QStringList{u"0d5f7a4e-3a52-4a0f"_s});
    QCOMPARE(count({.text = u"0d5f7a4e-3a52"_s}), 0);
}

void TestMirror::aDroppedSearchIsGivenUp()
{
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
    int answers = 0;
    auto context = std::make_unique<QObject>();
    for (int i = 0; i < 50; ++i) {
        context = std::make_unique<QObject>();
        m_mirror->page({.text = QString::number(i)}, 0, 10).then(context.get(), [&answers](const Result<MirrorPage> &) {
            ++answers;
        });
    }

    QTRY_COMPARE(answers, 1);
    QCOMPARE(count(), 1);
    QCOMPARE(answers, 1);
}

void TestMirror::writesOfADroppedPendingHappen()
{
    QSignalSpy changed(m_mirror.get(), &Mirror::changed);
    {
        QObject context;
        m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}).then(&context, [](const Result<Nothing> &) {});
    }

    QTRY_COMPARE(count(), 1);
    QTRY_VERIFY(changed.count() > 0);
}

void TestMirror::treeLinesCarryTheirPassports()
{
    const QByteArray item = R"("granularity":"item","modelNumber":"A","batchNumber":"B","itemNumber":"1","name":"i")";
    valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), passport(u"p-2"_s, item)}));

    const MirrorBranches models = valueOf(m_mirror->branches({}, 0, 10));
    const MirrorBranches batches = valueOf(m_mirror->branches({.model = u"A"_s}, 0, 10));
    const MirrorBranches items = valueOf(m_mirror->branches({.model = u"A"_s, .batch = u"B"_s}, 0, 10));

    QCOMPARE(models.total, 1);
    QCOMPARE(models.lines.first().passport->id, u"p-1"_s);
    QCOMPARE(models.lines.first().below, 1);
    QCOMPARE(batches.lines.size(), 1);
    QVERIFY(!batches.lines.first().passport);
    QCOMPARE(batches.lines.first().key, (keyban::PassportKey{u"batch"_s, u"A"_s, u"B"_s, {}}));
    QCOMPARE(items.lines.first().passport->id, u"p-2"_s);
}

QTEST_GUILESS_MAIN(TestMirror)
#include "tst_mirror.moc"
