// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/templatestore.h"

#include "tests/core/catalogue/cataloguefolder.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

class TestTemplateStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<CatalogueFolder>(); }

    void aTemplateIsThereAfterARestart()
    {
        TemplateStore first(path());
        QCOMPARE(first.load().value(), TemplateStore::Loaded::Fresh);
        QSignalSpy changes(&first, &TemplateStore::changed);

        QVERIFY(first.keep(u"  ERP "_s, autoMap({u"sku"_s, u"x"_s})).ok());

        TemplateStore second(path());
        QCOMPARE(second.load().value(), TemplateStore::Loaded::AsSaved);
        QCOMPARE(changes.size(), 1);
        QVERIFY(second.find(u"erp"_s));
        QCOMPARE(second.bestMatch({u"SKU"_s, u"x"_s})->value.name, u"ERP"_s);
    }

    void aNameIsChangedOnlyByThatName()
    {
        TemplateStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.keep(u"ERP"_s, autoMap({u"sku"_s})).ok());

        QVERIFY(store.keep({}, autoMap({u"sku"_s})).ok());
        QVERIFY(store.keep({}, autoMap({u"SKU"_s})).ok());
        QVERIFY(store.keep(u"erp"_s, autoMap({u"sku"_s, u"y"_s})).ok());

        QCOMPARE(store.templates().size(), 2);
        QCOMPARE(store.find(u"ERP"_s)->headers().size(), 2);
        QVERIFY(store.remove(u"ERP"_s).ok());
        QCOMPARE(store.templates().size(), 1);
        QVERIFY(store.remove({}).ok());
        QCOMPARE(store.templates().size(), 1);
    }

    void templatesWithoutANameDoNotPileUp()
    {
        TemplateStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.keep(u"kept"_s, autoMap({u"a"_s})).ok());

        for (int i = 0; i < 55; ++i)
            QVERIFY(store.keep({}, autoMap({u"column %1"_s.arg(i)})).ok());

        QCOMPARE(store.templates().size(), 51);
        QVERIFY(store.find(u"kept"_s));
    }

    void aDamagedFileIsKeptAndTheBackupTaken()
    {
        saveTwice();
        m_folder->write("{garbage", name());

        TemplateStore store(path());

        QCOMPARE(store.load().value(), TemplateStore::Loaded::FromBackup);
        QCOMPARE(store.templates().size(), 1);
        QCOMPARE(contentOf(path() + u".damaged"_s), QByteArray("{garbage"));
    }

    void withoutABackupTheStoreStartsOver()
    {
        m_folder->write(R"({"version":1,"templates":[{"chanceryTemplate":1,"name":"a","mapping":7}]})", name());

        TemplateStore store(path());

        QCOMPARE(store.load().value(), TemplateStore::Loaded::StartedOver);
        QVERIFY(contentOf(path() + u".damaged"_s).contains("chanceryTemplate"));
        QVERIFY(store.keep(u"new"_s, autoMap({u"sku"_s})).ok());
    }

    void aNewerVersionsFileIsNotTouched()
    {
        const QByteArray newer = R"({"version":2,"templates":[]})";
        m_folder->write(newer, name());
        TemplateStore store(path());

        QCOMPARE(store.load().error().cause, Cause::StorageTooNew);
        QCOMPARE(store.keep(u"a"_s, autoMap({u"sku"_s})).error().cause, Cause::StorageTooNew);
        QCOMPARE(contentOf(path()), newer);
    }

    void duplicatesInTheFileAreOne()
    {
        TemplateStore first(path());
        QVERIFY(first.load().ok());
        QVERIFY(first.keep(u"ERP"_s, autoMap({u"sku"_s})).ok());
        auto document = json::parse(contentOf(path())).value();
        json::Value::Array twice = document[u"templates"].items();
        twice.push_back(twice.front());
        document.set(u"templates"_s, twice);
        m_folder->write(json::write(document), name());

        TemplateStore store(path());

        QCOMPARE(store.load().value(), TemplateStore::Loaded::AsSaved);
        QCOMPARE(store.templates().size(), 1);
    }

    void anotherProgramsTemplatesSurvive()
    {
        TemplateStore mine(path());
        TemplateStore theirs(path());
        QVERIFY(mine.load().ok() && theirs.load().ok());
        QVERIFY(theirs.keep(u"theirs"_s, autoMap({u"a"_s})).ok());

        QVERIFY(mine.keep(u"mine"_s, autoMap({u"b"_s})).ok());

        QVERIFY(mine.find(u"theirs"_s) && mine.find(u"mine"_s));
    }

    void whatCannotBeWrittenChangesNothing()
    {
        TemplateStore store(u"/dev/null/templates.json"_s);
        QVERIFY(store.load().ok());

        QVERIFY(!store.keep(u"a"_s, autoMap({u"sku"_s})).ok());

        QVERIFY(store.templates().isEmpty());
    }

private:
    static QString name() { return u"templates.json"_s; }
    QString path() const { return m_folder->path(name()); }
    void saveTwice() const
    {
        TemplateStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.keep(u"one"_s, autoMap({u"a"_s})).ok());
        QVERIFY(store.keep(u"two"_s, autoMap({u"b"_s})).ok());
    }

    std::unique_ptr<CatalogueFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestTemplateStore)
#include "tst_templatestore.moc"
