// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testconnection.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Brings the panel into each of its states, in both themes. CHANCERY_SHOTS names a folder that keeps the pictures.
class PassportShots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void filled_data();
    void filled();
    void tree_data() { filled_data(); }
    void tree();
    void edited_data() { filled_data(); }
    void edited();
    void publication_data() { filled_data(); }
    void publication();
    void creation_data() { filled_data(); }
    void creation();
    void noMatch_data() { filled_data(); }
    void noMatch();
    void failed_data() { filled_data(); }
    void failed();

private:
    void show();
    void shoot(const QString &name, QWidget *what = nullptr);
    QDialog *dialog(const QString &name);
    template <class T>
    T *find(const QString &name)
    {
        return m_panel->findChild<T *>(name);
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    QNetworkAccessManager m_network;
    QTemporaryDir m_folder;
    Theme *m_theme = nullptr;
    std::unique_ptr<TestConnection> m_connection;
    std::unique_ptr<keyban::Client> m_client;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<PassportsPanel> m_panel;
    int m_shown = 0;
};

void PassportShots::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"demo"_s});
    QVERIFY(m_sandbox->isRunning());
    m_theme = new Theme(*qApp);
    m_theme->setMotion(Motion::None);
}

void PassportShots::init()
{
    QFETCH(bool, dark);
    m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_settings->clear();
    m_connection = std::make_unique<TestConnection>(m_network, m_sandbox->keyban(), m_sandbox->apiKey());
    m_client = std::make_unique<keyban::Client>(
        m_connection->http(), keyban::ClientSettings{m_sandbox->applicationId(), keyban::Dialect::Flat, true});
}

void PassportShots::cleanup()
{
    m_panel.reset();
    m_sync.reset();
    m_mirror.reset();
    m_client.reset();
    m_connection.reset();
}

void PassportShots::show()
{
    ++m_shown;
    m_mirror = std::make_unique<Mirror>(
        MirrorPlace{m_folder.filePath(u"mirror-%1.sqlite"_s.arg(m_shown)), u"sandbox"_s, m_sandbox->applicationId()});
    m_sync = std::make_unique<MirrorSync>(*m_client, *m_mirror);
    m_mirror->open().then(m_sync.get(), [this](const Result<Nothing> &) { m_sync->start(); });
    m_panel = std::make_unique<PassportsPanel>(
        PassportsPanelParts{*m_client, *m_mirror, *m_sync, *m_settings},
        PassportsPanelFacts{false, u"Sandbox"_s, u"127.0.0.1"_s, u"StarknetSepolia"_s});
    m_panel->setAutoFillBackground(true);
    m_panel->resize(1240, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void PassportShots::shoot(const QString &name, QWidget *what)
{
    QVERIFY(whatWasPostedHasArrived());
    QDir folder(qEnvironmentVariable("CHANCERY_SHOTS", m_folder.path()));
    QVERIFY(folder.mkpath(u"."_s));
    const QString scheme = QString::fromLatin1(QTest::currentDataTag());
    const qreal scale = m_panel->devicePixelRatioF();
    QVERIFY((what ? what : m_panel.get())
                ->grab()
                .save(folder.filePath(
                    u"passports-%1-%2-%3.png"_s.arg(name, scheme, QString::number(qRound(scale * 100))))));
}

void PassportShots::filled_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void PassportShots::filled()
{
    show();
    auto *table = find<QTableView>(u"passportsTable"_s);
    shoot(u"loading"_s);

    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Resting);
    QTRY_VERIFY(table->model()->rowCount() >= 1'000);
    shoot(u"nothing-chosen"_s);
    table->selectRow(2);
    shoot(u"filled"_s);
    find<QTabWidget>(u"inspectorTabs"_s)->setCurrentIndex(1);
    shoot(u"json"_s);
    find<QTabWidget>(u"inspectorTabs"_s)->setCurrentIndex(2);
    shoot(u"certificate"_s);
}

void PassportShots::tree()
{
    show();
    find<QPushButton>(u"passportsTreeToggle"_s)->click();
    auto *tree = find<QTreeView>(u"passportsTree"_s);
    QTRY_VERIFY(tree->model()->rowCount() > 5);
    tree->expand(tree->model()->index(1, 0));
    QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(1, 0)) > 0);
    tree->expand(tree->model()->index(0, 0, tree->model()->index(1, 0)));
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(1, 0)));
    shoot(u"tree"_s);
}

void PassportShots::edited()
{
    show();
    auto *table = find<QTableView>(u"passportsTable"_s);
    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Resting);
    QTRY_VERIFY(table->model()->rowCount() >= 1'000);
    table->selectRow(1);
    const QList<QLineEdit *> fields = m_panel->findChildren<QLineEdit *>(QRegularExpression(u"^field\\."_s));
    QVERIFY(fields.size() > 1);
    fields.at(0)->setFocus();
    fields.at(0)->selectAll();
    QTest::keyClicks(fields.at(0), u"Calf leather"_s);
    fields.at(1)->setFocus();
    fields.at(1)->end(false);
    QTest::keyClicks(fields.at(1), u" (spring edition)"_s);
    shoot(u"edited"_s);

    find<QPushButton>(u"reviewAndSave"_s)->click();
    QDialog *review = dialog(u"reviewDialog"_s);
    QTRY_VERIFY(review->findChild<QPushButton *>(u"reviewSave"_s)->isEnabled());
    shoot(u"review"_s, review);
    review->findChild<QPushButton *>(u"reviewBack"_s)->click();
}

QDialog *PassportShots::dialog(const QString &name)
{
    return m_panel->findChild<QDialog *>(name);
}

void PassportShots::publication()
{
    show();
    auto *table = find<QTableView>(u"passportsTable"_s);
    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Resting);
    QTRY_VERIFY(table->model()->rowCount() >= 1'000);
    for (int row = 0, found = 0; row < 200 && found < 4; ++row) {
        const QModelIndex status = table->model()->index(row, 3);
        if (status.data().toString() == u"Draft") {
            table->selectionModel()->select(status, QItemSelectionModel::Select | QItemSelectionModel::Rows);
            ++found;
        }
    }
    shoot(u"many-selected"_s);
    find<QPushButton>(u"publishPassports"_s)->click();
    QDialog *publish = dialog(u"publishDialog"_s);
    auto *typed = publish->findChild<QLineEdit *>(u"publishTypedCount"_s);
    QTRY_VERIFY(typed->isVisible());
    QTest::keyClicks(typed, u"4"_s);
    shoot(u"publish-plan"_s, publish);
}

void PassportShots::creation()
{
    show();
    find<QPushButton>(u"newPassport"_s)->click();
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    QTest::keyClicks(fresh->findChild<QLineEdit *>(u"new.modelNumber"_s), u"LAMP-OAK-01"_s);
    QTest::keyClicks(fresh->findChild<QLineEdit *>(u"new.name"_s), u"Oak desk lamp"_s);
    for (const QString &field : {u"gtin"_s, u"material.frame"_s}) {
        QTest::keyClicks(fresh->findChild<QLineEdit *>(u"newFieldName"_s), field);
        QTest::keyClick(fresh->findChild<QLineEdit *>(u"newFieldName"_s), Qt::Key_Return);
    }
    QTest::keyClicks(fresh->findChild<QLineEdit *>(u"field.gtin"_s), u"4006381333931"_s);
    shoot(u"new"_s, fresh);
}

void PassportShots::noMatch()
{
    show();
    QTRY_VERIFY(find<QTableView>(u"passportsTable"_s)->model()->rowCount() >= 1'000);
    QTest::keyClicks(find<QLineEdit>(u"passportsSearch"_s), u"nothing like this"_s);
    QTRY_COMPARE(find<QTableView>(u"passportsTable"_s)->model()->rowCount(), 0);
    shoot(u"no-match"_s);
}

void PassportShots::failed()
{
    m_sandbox->setFaults(R"([{"method":"GET","path":"/v1/dpp/passports","effect":"status","status":503,)"
                         R"("probability":1.0,"seed":1}])");
    show();
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"retryLoading"_s), 30'000);
    shoot(u"failed"_s);
    m_sandbox->setFaults("[]");
}

QTEST_MAIN(PassportShots)
#include "tst_passportshots.moc"
