// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/atomicfile.h"
#include "core/profiles/profilestore.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void startsEmptyAndMakesItsFolder();
    void whatWasAddedIsThereAfterARestart();
    void onlyTheOwnerMayReadIt();
    void changesAndRemoves();
    void refusesANameThatIsTaken();
    void refusesWhatItDoesNotKnow();
    void keepsMembersItDoesNotKnow();
    void theBackupIsTheStateBeforeTheLastChange();
    void anUnchangedSaveLeavesTheBackupAlone();
    void aDamagedFileIsRecoveredFromTheBackup_data();
    void aDamagedFileIsRecoveredFromTheBackup();
    void aLostFileIsRecoveredFromTheBackup();
    void withoutABackupADamagedFileIsLeftAlone();
    void startingAfreshKeepsTheDamagedFile();
    void aNewerVersionIsNotTouched();
    void aFolderThatCannotBeMadeIsNamed();
    void aFailedSaveChangesNothing();
    void takesOverWhatAnotherProcessWrote();
    void saysWhenItChanged();
    void remembersTheLastUsed();

private:
    QString path() const { return m_folder->filePath(u"deep/profiles.json"_s); }
    QByteArray contents(const QString &suffix = {}) const { return readWhole(path() + suffix).value(); }
    void put(const QByteArray &bytes, const QString &suffix = {}) const
    {
        QVERIFY(writeAtomically(path() + suffix, bytes).ok());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProfileStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestProfileStore::startsEmptyAndMakesItsFolder()
{
    ProfileStore store(path());

    const auto loaded = store.load();
    const bool madeByLoading = QFileInfo::exists(path());
    const auto added = store.add(makeProfile(u"A"_s));

    QVERIFY(loaded.ok() && added.ok());
    QCOMPARE(*loaded, ProfileStore::Loaded::Fresh);
    QVERIFY(!madeByLoading);
    QVERIFY(QFileInfo::exists(path()));
}

void TestProfileStore::whatWasAddedIsThereAfterARestart()
{
    const Profile profile = makeProfile(u"A"_s);
    {
        ProfileStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.add(profile).ok());
        QVERIFY(store.add(makeProfile(u"B"_s)).ok());
    }

    ProfileStore store(path());
    const auto loaded = store.load();

    QVERIFY(loaded.ok());
    QCOMPARE(*loaded, ProfileStore::Loaded::AsSaved);
    QCOMPARE(store.profiles().size(), 2);
    QCOMPARE(store.find(profile.id)->name, u"A"_s);
    QCOMPARE(store.findByName(u" a "_s)->id, profile.id);
}

void TestProfileStore::onlyTheOwnerMayReadIt()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());

    QVERIFY(store.add(makeProfile(u"A"_s)).ok());

    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(path()).permissions() & others));
}

void TestProfileStore::changesAndRemoves()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    Profile profile = makeProfile(u"A"_s);
    QVERIFY(store.add(profile).ok());

    profile.name = u"a"_s;
    const auto changed = store.change(profile);
    const QString name = store.find(profile.id)->name;
    const auto removed = store.remove(profile.id);

    QVERIFY(changed.ok() && removed.ok());
    QCOMPARE(name, u"a"_s);
    QVERIFY(store.profiles().isEmpty());
}

void TestProfileStore::refusesANameThatIsTaken()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    Profile other = makeProfile(u"Other"_s);
    QVERIFY(store.add(makeProfile(u"Live"_s)).ok() && store.add(other).ok());
    const QByteArray before = contents();

    const auto added = store.add(makeProfile(u" live "_s));
    other.name = u"LIVE"_s;
    const auto changed = store.change(other);

    QVERIFY(!added.ok() && !changed.ok());
    QCOMPARE(added.error().cause, Cause::NameTaken);
    QCOMPARE(changed.error().subject, u"LIVE"_s);
    QCOMPARE(contents(), before);
}

void TestProfileStore::refusesWhatItDoesNotKnow()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    const Profile stranger = makeProfile(u"A"_s);

    QCOMPARE(store.change(stranger).error().cause, Cause::ProfileUnknown);
    QCOMPARE(store.remove(stranger.id).error().cause, Cause::ProfileUnknown);
    QCOMPARE(store.setLastUsed(stranger.id).error().cause, Cause::ProfileUnknown);
}

void TestProfileStore::keepsMembersItDoesNotKnow()
{
    put(R"({"version":1,"theme":{"x":1.0},"profiles":[{"id":"11111111-2222-3333-4444-555555555555","name":"A","tag":[1]}]})");
    ProfileStore store(path());
    QVERIFY(store.load().ok());

    QVERIFY(store.add(makeProfile(u"B"_s)).ok());

    const auto document = json::parse(contents());
    QCOMPARE(json::write((*document)[u"theme"]), QByteArray(R"({"x":1.0})"));
    QCOMPARE(json::write((*document)[u"profiles"].items().at(0)[u"tag"]), QByteArray("[1]"));
}

void TestProfileStore::theBackupIsTheStateBeforeTheLastChange()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());

    QVERIFY(store.add(makeProfile(u"A"_s)).ok());
    const QByteArray before = contents();
    QVERIFY(store.add(makeProfile(u"B"_s)).ok());

    QCOMPARE(contents(u".bak"_s), before);
    QVERIFY(contents() != before);
}

void TestProfileStore::anUnchangedSaveLeavesTheBackupAlone()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    const Profile profile = makeProfile(u"A"_s);
    QVERIFY(store.add(profile).ok() && store.add(makeProfile(u"B"_s)).ok());
    const QByteArray backup = contents(u".bak"_s);

    QVERIFY(store.change(*store.find(profile.id)).ok());

    QCOMPARE(contents(u".bak"_s), backup);
}

void TestProfileStore::aDamagedFileIsRecoveredFromTheBackup_data()
{
    QTest::addColumn<QByteArray>("damaged");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"profiles":[{"id":)");
    QTest::newRow("zeros") << QByteArray(512, '\0');
    QTest::newRow("other JSON") << QByteArray("[]");
    QTest::newRow("no profiles") << QByteArray(R"({"version":1})");
    QTest::newRow("no version") << QByteArray(R"({"profiles":[]})");
    QTest::newRow("a profile without an id") << QByteArray(R"({"version":1,"profiles":[{"name":"A"}]})");
}

void TestProfileStore::aDamagedFileIsRecoveredFromTheBackup()
{
    QFETCH(const QByteArray, damaged);
    {
        ProfileStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.add(makeProfile(u"A"_s)).ok() && store.add(makeProfile(u"B"_s)).ok());
    }
    put(damaged);

    ProfileStore store(path());
    const auto loaded = store.load();
    ProfileStore next(path());
    const auto loadedNext = next.load();

    QVERIFY(loaded.ok() && loadedNext.ok());
    QCOMPARE(*loaded, ProfileStore::Loaded::FromBackup);
    QCOMPARE(store.profiles().size(), 1);
    QCOMPARE(contents(u".damaged"_s), damaged);
    QCOMPARE(*loadedNext, ProfileStore::Loaded::AsSaved);
}

void TestProfileStore::aLostFileIsRecoveredFromTheBackup()
{
    {
        ProfileStore store(path());
        QVERIFY(store.load().ok());
        QVERIFY(store.add(makeProfile(u"A"_s)).ok() && store.add(makeProfile(u"B"_s)).ok());
    }
    QVERIFY(QFile::remove(path()));

    ProfileStore store(path());
    const auto loaded = store.load();

    QVERIFY(loaded.ok());
    QCOMPARE(*loaded, ProfileStore::Loaded::FromBackup);
    QCOMPARE(store.profiles().size(), 1);
}

void TestProfileStore::withoutABackupADamagedFileIsLeftAlone()
{
    put("not ours");
    ProfileStore store(path());

    const auto loaded = store.load();
    const auto added = store.add(makeProfile(u"A"_s));

    QVERIFY(!loaded.ok() && !added.ok());
    QCOMPARE(loaded.error().cause, Cause::StorageCorrupt);
    QCOMPARE(loaded.error().subject, path());
    QCOMPARE(added.error(), loaded.error());
    QCOMPARE(contents(), QByteArray("not ours"));
}

void TestProfileStore::startingAfreshKeepsTheDamagedFile()
{
    put("not ours");
    ProfileStore store(path());
    QVERIFY(!store.load().ok());

    const auto afresh = store.startAfresh();
    const auto added = store.add(makeProfile(u"A"_s));

    QVERIFY(afresh.ok() && added.ok());
    QCOMPARE(contents(u".damaged"_s), QByteArray("not ours"));
    QCOMPARE(store.profiles().size(), 1);
}

void TestProfileStore::aNewerVersionIsNotTouched()
{
    const QByteArray newer = R"({"version":2,"profiles":[]})";
    put(R"({"version":1,"profiles":[]})", u".bak"_s);
    put(newer);
    ProfileStore store(path());

    const auto loaded = store.load();
    const auto added = store.add(makeProfile(u"A"_s));

    QVERIFY(!loaded.ok() && !added.ok());
    QCOMPARE(loaded.error().cause, Cause::StorageTooNew);
    QCOMPARE(contents(), newer);
}

void TestProfileStore::aFolderThatCannotBeMadeIsNamed()
{
    const QString inTheWay = m_folder->filePath(u"deep"_s);
    QVERIFY(writeAtomically(inTheWay, "a file").ok());
    ProfileStore store(path());
    QVERIFY(store.load().ok());

    const auto added = store.add(makeProfile(u"A"_s));

    QVERIFY(!added.ok());
    QCOMPARE(added.error(), storageError(Cause::NotWritable, inTheWay));
    QVERIFY(store.profiles().isEmpty());
}

void TestProfileStore::aFailedSaveChangesNothing()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    QVERIFY(QDir().mkpath(path())); // a folder where the file should be

    const auto added = store.add(makeProfile(u"A"_s));
    const auto loaded = ProfileStore(path()).load();

    QVERIFY(!added.ok() && !loaded.ok());
    QCOMPARE(added.error().cause, Cause::NotWritable);
    QCOMPARE(added.error().subject, path());
    QCOMPARE(loaded.error().cause, Cause::FileUnreadable);
    QVERIFY(store.profiles().isEmpty());
}

void TestProfileStore::takesOverWhatAnotherProcessWrote()
{
    ProfileStore one(path());
    ProfileStore two(path());
    QVERIFY(one.load().ok() && two.load().ok());

    QVERIFY(one.add(makeProfile(u"A"_s)).ok());
    QVERIFY(two.add(makeProfile(u"B"_s)).ok());
    const auto taken = two.add(makeProfile(u"A"_s));

    QCOMPARE(two.profiles().size(), 2);
    QCOMPARE(taken.error().cause, Cause::NameTaken);
}

void TestProfileStore::saysWhenItChanged()
{
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    const Profile profile = makeProfile(u"A"_s);
    QSignalSpy changed(&store, &ProfileStore::changed);

    QVERIFY(store.add(profile).ok());
    const auto afterAdding = changed.size();
    QVERIFY(!store.add(makeProfile(u"A"_s)).ok());

    QCOMPARE(afterAdding, 1);
    QCOMPARE(changed.size(), 1);
}

void TestProfileStore::remembersTheLastUsed()
{
    const Profile profile = makeProfile(u"A"_s);
    ProfileStore store(path());
    QVERIFY(store.load().ok());
    QVERIFY(store.add(profile).ok() && store.setLastUsed(profile.id).ok());

    ProfileStore again(path());
    QVERIFY(again.load().ok());
    const QUuid remembered = again.lastUsed();
    QVERIFY(again.remove(profile.id).ok());

    QCOMPARE(remembered, profile.id);
    QVERIFY(again.lastUsed().isNull());
}

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
