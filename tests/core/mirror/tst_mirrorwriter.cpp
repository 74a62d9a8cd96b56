// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirror.h"
#include "core/mirror/mirrorschema.h"
#include "samples.h"
#include "tests/support/awaited.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Passport;

/// The first filling of an empty mirror, and pages with surprises.
class TestMirrorWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_mirror.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_place = {m_folder->filePath(u"mirror.sqlite"_s), u"https://passports.example"_s, u"app-1"_s};
        open();
    }
    void cleanup() { m_mirror.reset(); }

    void aRowTwiceInOnePageIsKeptOnce()
    {
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s),
                               model(u"p-1"_s, u"A"_s, u"newer"_s)}));

        QCOMPARE(m_mirror->state().rows, 2);
        QCOMPARE(namesOf(u"p-1"_s), QStringList{u"newer"_s});
    }

    void pagesOfEverySizeArrive_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 19, 20, 21, 100})
            QTest::addRow("%d rows", size) << size;
    }

    void pagesOfEverySizeArrive()
    {
        QFETCH(int, size);
        QList<Passport> rows;
        for (int i = 0; i < size; ++i)
            rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name %1"_s.arg(i));

        valueOf(m_mirror->put(rows));

        QCOMPARE(m_mirror->state().rows, size);
        for (int i = 0; i < size; ++i)
            QCOMPARE(namesOf(u"p-%1"_s.arg(i)), QStringList{u"name %1"_s.arg(i)});
    }

    void whatFillsAnEmptyMirrorIsKnownWithoutIndexes()
    {
        valueOf(m_mirror->beginPass());
        QCOMPARE(indexes(), 0);
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));
        valueOf(m_mirror->put({model(u"p-2"_s, u"B"_s, u"two again"_s), model(u"p-3"_s, u"C"_s, u"three"_s)}));
        valueOf(m_mirror->remove({u"p-1"_s}));
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one again"_s)}));

        QCOMPARE(m_mirror->state().rows, 3);
        QCOMPARE(namesOf(u"p-1"_s), QStringList{u"one again"_s});
        QCOMPARE(namesOf(u"p-2"_s), QStringList{u"two again"_s});
        QCOMPARE(valueOf(m_mirror->find({u"model"_s, u"C"_s, {}, {}}))->id, u"p-3"_s);
        QCOMPARE(valueOf(m_mirror->endPass(MirrorUnseen::Drop)).rows, 3);
        QTRY_COMPARE(indexes(), 2);
        QCOMPARE(namesOf(u"p-2"_s), QStringList{u"two again"_s});
    }

    void aWholeIdIsFoundWhileTheMirrorIsFilled()
    {
        const QString id = u"0d5f7a4e-3a52-4a0f"_s;
        valueOf(m_mirror->beginPass());
        valueOf(m_mirror->put({model(id, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));

        QCOMPARE(idsOf(valueOf(m_mirror->page({.text = id}, 0, 10)).rows), QStringList{id});
        QCOMPARE(valueOf(m_mirror->page({.text = u"0d5f7a4e-3a52"_s}, 0, 10)).total, 0);
    }

    void aFillingThatWasInterruptedGoesOn()
    {
        valueOf(m_mirror->beginPass());
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));

        open();
        QCOMPARE(indexes(), 0);
        valueOf(m_mirror->put({model(u"p-2"_s, u"B"_s, u"two again"_s), model(u"p-3"_s, u"C"_s, u"three"_s)}));

        QCOMPARE(valueOf(m_mirror->endPass(MirrorUnseen::Drop)).rows, 3);
        QTRY_COMPARE(indexes(), 2);
        QCOMPARE(namesOf(u"p-2"_s), QStringList{u"two again"_s});
    }

    void aPowerCutWhileItWasFilledIsFoundOut()
    {
        valueOf(m_mirror->beginPass());
        QList<Passport> rows;
        for (int i = 0; i < 2'000; ++i)
            rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name"_s);
        valueOf(m_mirror->put(rows));
        m_mirror.reset();
        QFile file(m_place.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2)); // pages that never got to the disk
        QCOMPARE(file.write(QByteArray(16 * 4096, '\0')), 16 * 4096);
        file.close();

        open();

        QCOMPARE(m_mirror->state().rows, 0);
        QCOMPARE(indexes(), 2);
        valueOf(m_mirror->put(rows.first(10)));
        QCOMPARE(m_mirror->state().rows, 10);
    }

    void aPowerCutBeforeTheDiskHadItAllIsFoundOut()
    {
        valueOf(m_mirror->beginPass());
        QCOMPARE(number(u"SELECT count(*) FROM sqlite_master WHERE name = 'hurried'"_s), 1);
        QList<Passport> rows;
        for (int i = 0; i < 2'000; ++i)
            rows << model(u"p-%1"_s.arg(i), u"M%1"_s.arg(i), u"name"_s);
        valueOf(m_mirror->put(rows));
        valueOf(m_mirror->endPass(MirrorUnseen::Drop));
        m_mirror.reset();
        QCOMPARE(number(u"SELECT count(*) FROM sqlite_master WHERE name = 'hurried'"_s), 0);
        {
            SqliteConnection file(mirrorFile(m_place.path));
            QVERIFY(file.open(mirrorMigrations()).ok());
            QVERIFY(file.run(u"CREATE TABLE hurried (one INTEGER)"_s).ok());
        }
        QFile file(m_place.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        QCOMPARE(file.write(QByteArray(16 * 4096, '\0')), 16 * 4096);
        file.close();

        open();

        QCOMPARE(m_mirror->state().rows, 0);
    }

    void whatWasWrittenInAHurryIsKeptWhenItIsSound()
    {
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
        m_mirror.reset();
        {
            SqliteConnection file(mirrorFile(m_place.path));
            QVERIFY(file.open(mirrorMigrations()).ok());
            QVERIFY(file.run(u"CREATE TABLE hurried (one INTEGER)"_s).ok());
        }

        open();

        QCOMPARE(namesOf(u"p-1"_s), QStringList{u"one"_s});
        QTRY_COMPARE(number(u"SELECT count(*) FROM sqlite_master WHERE name = 'hurried'"_s), 0);
    }

    void indexesThatAreMissingAreMade()
    {
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s)}));
        m_mirror.reset();
        {
            SqliteConnection file(mirrorFile(m_place.path));
            QVERIFY(file.open(mirrorMigrations()).ok());
            for (const QString &statement : droppingIndexes())
                QVERIFY(file.run(statement).ok());
        }

        open();

        QCOMPARE(indexes(), 2);
        QCOMPARE(namesOf(u"p-1"_s), QStringList{u"one"_s});
    }

    void aRowNumberIsNeverGivenTwice()
    {
        valueOf(m_mirror->put({model(u"p-1"_s, u"A"_s, u"one"_s), model(u"p-2"_s, u"B"_s, u"two"_s)}));
        valueOf(m_mirror->remove({u"p-2"_s}));
        open();

        valueOf(m_mirror->put({model(u"p-3"_s, u"C"_s, u"three"_s)}));

        QCOMPARE(number(u"SELECT row FROM passport WHERE id = 'p-3'"_s), 3);
    }

    void aPageThatIsNoPageIsAnErrorAndNothingIsKept()
    {
        QVERIFY(!awaited(m_mirror->takePage("{\"data\":[{}],\"total\":1}")).ok());
        QVERIFY(!awaited(m_mirror->takePage("nonsense")).ok());

        QCOMPARE(m_mirror->state().rows, 0);
    }

    void pagesAreWrittenInTheOrderInWhichTheyCame()
    {
        const auto page = [](const QByteArray &name) {
            return QByteArray(
                       R"({"total":1,"data":[{"id":"p-1","granularity":"model","modelNumber":"A","name":"%1"}]})")
                .replace("%1", name);
        };
        QObject context;
        for (int i = 0; i < 50; ++i)
            m_mirror->takePage(page(QByteArray::number(i))).then(&context, [](const auto &) {});

        valueOf(m_mirror->takePage(page("last")));

        QCOMPARE(namesOf(u"p-1"_s), QStringList{u"last"_s});
    }

private:
    void open()
    {
        m_mirror.reset();
        m_mirror = std::make_unique<Mirror>(m_place);
        valueOf(m_mirror->open());
        QTRY_VERIFY(m_mirror->isOpen() && !m_mirror->isLoading());
    }
    QStringList namesOf(const QString &id)
    {
        QStringList names;
        for (const Passport &passport : valueOf(m_mirror->passports({id})))
            names << passport.name;
        return names;
    }
    qint64 number(const QString &sql)
    {
        SqliteConnection file(mirrorFile(m_place.path));
        if (!file.openToRead())
            return -1;
        auto query = file.run(sql);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }
    qint64 indexes()
    {
        return number(u"SELECT count(*) FROM sqlite_master WHERE name LIKE 'passport\\_by\\_%' ESCAPE '\\'"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    MirrorPlace m_place;
    std::unique_ptr<Mirror> m_mirror;
};

QTEST_GUILESS_MAIN(TestMirrorWriter)
#include "tst_mirrorwriter.moc"
