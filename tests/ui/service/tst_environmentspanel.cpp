// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/environments/environmentspanel.h"

#include "tests/ui/service/servicebench.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

struct EnvironmentsBench : ServiceBench
{
    explicit EnvironmentsBench(bool live = false)
        : panel({client(), sandbox.keystoneClientId(), {.live = live, .profileName = profile.name, .network = {}}})
    {
        panel.resize(1100, 800);
    }

    void open()
    {
        panel.show();
        QTRY_COMPARE(rowsOf(panel, "environmentsTable")->rowCount(), 2);
    }
    QDialog *question() { return panel.findChild<QDialog *>(u"serviceQuestion"_s); }
    QString consequences()
    {
        QStringList words;
        for (const QLabel *label : question()->findChildren<QLabel *>(u"consequence"_s))
            words << label->text();
        return words.join(u' ');
    }
    void fillNew(const QString &slug)
    {
        CLICK(panel, "environmentNew");
        auto *editor = panel.findChild<QDialog *>(u"environmentEditor"_s);
        editor->findChild<QLineEdit *>(u"environmentName"_s)->setText(u"Audit"_s);
        editor->findChild<QLineEdit *>(u"environmentSlug"_s)->setText(slug);
        editor->findChild<QLineEdit *>(u"environmentClient"_s)->setText(u"test-audit-client"_s);
        CLICK(*editor, "environmentSend");
    }
    QStringList states()
    {
        QStringList states;
        for (const keystone::Environment &one : valueOf(client().listEnvironments()).rows)
            states << one.slug + (one.isActive ? u" on"_s : u" off"_s);
        return states;
    }
    Banner *banner() { return shown<Banner>(panel, "environmentsBanner"); }

    EnvironmentsPanel panel;
};

constexpr int inUse = 0; ///< the row of the demo's desk, whose client we are
constexpr int other = 1;

} // namespace

class TestEnvironmentsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void theOneInUseIsMarked();
    void aNewOneIsListedAndChosen();
    void aSlugThatIsTakenStaysInTheEditor();
    void aLostAnswerToACreationIsFoundBySlug();
    void onlyWhatWasChangedIsSent();
    void deactivatingTheOneInUseHasToBeTyped();
    void onALiveConnectionEveryDeactivationHasToBeTyped();
    void anotherOneIsDeactivatedAndReactivated();
    void aLostAnswerToADeactivationShowsHowItStands();
    void whatTheServiceForbidsIsOffUntilItAnswersAgain();
};

void TestEnvironmentsPanel::theOneInUseIsMarked()
{
    EnvironmentsBench bench;

    bench.open();

    choose(bench.panel, "environmentsTable", inUse);
    QCOMPARE(textOf(bench.panel, "environmentInUse"), u"In use here"_s);
    choose(bench.panel, "environmentsTable", other);
    QCOMPARE(textOf(bench.panel, "environmentInUse"), QString());
}

void TestEnvironmentsPanel::aNewOneIsListedAndChosen()
{
    EnvironmentsBench bench;
    bench.open();

    bench.fillNew(u"audit"_s);

    QTRY_COMPARE(rowsOf(bench.panel, "environmentsTable")->rowCount(), 3);
    QCOMPARE(textOf(bench.panel, "environmentTitle"), u"Audit"_s);
    QCOMPARE(textOf(bench.panel, "field.timeout"), u"1 h"_s);
}

void TestEnvironmentsPanel::aSlugThatIsTakenStaysInTheEditor()
{
    EnvironmentsBench bench;
    bench.open();

    bench.fillNew(u"rehearsal"_s);

    auto *editor = bench.panel.findChild<QDialog *>(u"environmentEditor"_s);
    QTRY_VERIFY(shown<Banner>(*editor, "environmentEditorBanner"));
    editor->findChild<QLineEdit *>(u"environmentSlug"_s)->setText(u"Not A Slug"_s);
    QVERIFY(!canClick(*editor, "environmentSend"));
}

void TestEnvironmentsPanel::aLostAnswerToACreationIsFoundBySlug()
{
    EnvironmentsBench bench;
    bench.open();
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/environments","effect":"truncate"}])");

    bench.fillNew(u"audit"_s);

    QTRY_VERIFY(bench.banner());
    QVERIFY(bench.banner()->content().headline.endsWith(u"but the environment is there."_s));
    QCOMPARE(textOf(bench.panel, "environmentTitle"), u"Audit"_s);
}

void TestEnvironmentsPanel::onlyWhatWasChangedIsSent()
{
    EnvironmentsBench bench;
    bench.open();
    choose(bench.panel, "environmentsTable", other);
    CLICK(bench.panel, "environmentEdit");
    auto *editor = bench.panel.findChild<QDialog *>(u"environmentEditor"_s);

    editor->findChild<QSpinBox *>(u"environmentTimeout"_s)->setValue(7200);
    CLICK(*editor, "environmentSend");

    QTRY_COMPARE(textOf(bench.panel, "field.timeout"), u"2 h"_s);
    const json::Value requests = bench.sandbox.get(u"requests"_s);
    for (const json::Value &request : requests[u"requests"].items())
        if (request[u"method"].toString() == u"PATCH")
            QCOMPARE(request[u"bodyBytes"].toInteger(), qint64(sizeof(R"({"default_timeout_seconds":7200})") - 1));
}

void TestEnvironmentsPanel::deactivatingTheOneInUseHasToBeTyped()
{
    EnvironmentsBench bench;
    bench.open();
    choose(bench.panel, "environmentsTable", inUse);

    CLICK(bench.panel, "environmentTurn");
    QVERIFY(bench.consequences().contains(u"you are locked out"_s));
    QVERIFY(!canClick(*bench.question(), "questionConfirm"));
    bench.question()->findChild<QLineEdit *>(u"questionTyped"_s)->setText(u"demo-des"_s);
    QVERIFY(!canClick(*bench.question(), "questionConfirm"));
    bench.question()->findChild<QLineEdit *>(u"questionTyped"_s)->setText(u"demo-desk"_s);
    CLICK(*bench.question(), "questionConfirm");

    QTRY_COMPARE(textOf(bench.panel, "environmentState"), u"Deactivated"_s);
}

void TestEnvironmentsPanel::onALiveConnectionEveryDeactivationHasToBeTyped()
{
    EnvironmentsBench bench(true);
    bench.open();
    choose(bench.panel, "environmentsTable", other);

    CLICK(bench.panel, "environmentTurn");

    QVERIFY(shown<QLineEdit>(*bench.question(), "questionTyped"));
    QCOMPARE(textOf(*bench.question(), "dangerWord"), u"LIVE"_s);
}

void TestEnvironmentsPanel::anotherOneIsDeactivatedAndReactivated()
{
    EnvironmentsBench bench;
    bench.open();
    choose(bench.panel, "environmentsTable", other);

    CLICK(bench.panel, "environmentTurn");
    QVERIFY(bench.consequences().contains(u"It can be reactivated"_s));
    CLICK(*bench.question(), "questionConfirm");
    QTRY_COMPARE(textOf(bench.panel, "environmentState"), u"Deactivated"_s);
    QCOMPARE(bench.states(), (QStringList{u"demo-desk on"_s, u"rehearsal off"_s}));
    QTRY_VERIFY(!bench.question());
    CLICK(bench.panel, "environmentTurn");
    CLICK(*bench.question(), "questionConfirm");

    QTRY_COMPARE(textOf(bench.panel, "environmentState"), u"Active"_s);
}

void TestEnvironmentsPanel::aLostAnswerToADeactivationShowsHowItStands()
{
    EnvironmentsBench bench;
    bench.open();
    choose(bench.panel, "environmentsTable", other);
    bench.sandbox.setFaults(R"([{"method":"DELETE","path":"*/environments/*","effect":"resetAfter"}])");

    CLICK(bench.panel, "environmentTurn");
    CLICK(*bench.question(), "questionConfirm");

    QTRY_VERIFY(bench.banner());
    QCOMPARE(textOf(bench.panel, "environmentState"), u"Deactivated"_s);
}

void TestEnvironmentsPanel::whatTheServiceForbidsIsOffUntilItAnswersAgain()
{
    EnvironmentsBench bench;
    bench.open();
    auto *fresh = bench.panel.findChild<QPushButton *>(u"environmentNew"_s);
    QVERIFY(fresh->isEnabled());

    bench.sandbox.setFaults(R"([{"method":"GET","path":"*/environments*","effect":"status","status":403}])");
    bench.panel.refresh();

    QTRY_VERIFY(!fresh->isEnabled());
    QVERIFY(bench.banner());
    QVERIFY(bench.panel.findChild<QWidget *>(u"environmentsActions"_s)->toolTip().startsWith(u"Off until"_s));
    QCOMPARE(rowsOf(bench.panel, "environmentsTable")->rowCount(), 2);
    auto *edit = bench.panel.findChild<QPushButton *>(u"environmentEdit"_s);
    QVERIFY(!edit->isEnabled());
    QVERIFY(edit->toolTip().startsWith(u"Off until"_s));
    QVERIFY(bench.panel.findChild<QLabel *>(u"environmentTitle"_s)->isEnabled()); // stays readable
    QVERIFY(bench.banner()->content().remedy.contains(u"is off until"_s));

    bench.sandbox.setFaults("[]");
    bench.panel.refresh();
    QTRY_VERIFY(fresh->isEnabled());
    QVERIFY(edit->isEnabled());
    QVERIFY(edit->toolTip().isEmpty());
}

QTEST_MAIN(TestEnvironmentsPanel)

#include "tst_environmentspanel.moc"
