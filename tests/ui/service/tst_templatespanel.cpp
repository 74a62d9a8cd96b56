// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/templates/templatespanel.h"

#include "tests/ui/service/servicebench.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/statediagram.h"

#include <QPushButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestTemplatesPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void theActiveTemplatesAreListedAndTheFirstIsDrawn();
    void anotherTemplateIsDrawnWhenChosen();
    void aRefreshKeepsTheChoice();
    void aFailureSaysWhatToDoAndMayBeTriedAgain();
    void templatesOfTheOldShapeAreDrawnToo();
    void nothingIsAskedBeforeItIsSeen();
};

void TestTemplatesPanel::theActiveTemplatesAreListedAndTheFirstIsDrawn()
{
    ServiceBench bench;
    TemplatesPanel panel(bench.client());

    panel.show();

    QTRY_COMPARE(rowsOf(panel, "templatesTable")->rowCount(), 4);
    QCOMPARE(textOf(panel, "templatesSummary"), u"4 active templates"_s);
    QCOMPARE(textOf(panel, "templateName"), u"Bilateral repo"_s);
    const auto *diagram = shown<StateDiagram>(panel, "stateDiagram");
    QVERIFY(diagram->accessibleDescription().startsWith(u"Main path: Instructed, Compliance checking"_s));
    QCOMPARE(rowsOf(panel, "templateStates")->rowCount(), 8);
}

void TestTemplatesPanel::anotherTemplateIsDrawnWhenChosen()
{
    ServiceBench bench;
    TemplatesPanel panel(bench.client());
    panel.show();
    QTRY_COMPARE(rowsOf(panel, "templatesTable")->rowCount(), 4);

    choose(panel, "templatesTable", 3);

    QCOMPARE(textOf(panel, "templateName"), u"Payment against payment"_s);
    QCOMPARE(rowsOf(panel, "templateStates")->rowCount(), 4);
}

void TestTemplatesPanel::aRefreshKeepsTheChoice()
{
    ServiceBench bench;
    TemplatesPanel panel(bench.client());
    panel.show();
    QTRY_COMPARE(rowsOf(panel, "templatesTable")->rowCount(), 4);
    choose(panel, "templatesTable", 2);
    const QString chosen = textOf(panel, "templateName");
    bench.sandbox.setFaults(R"([{"path":"*/settlement-templates","effect":"status","status":403}])");
    panel.refresh();
    QTRY_VERIFY(shown<Banner>(panel, "templatesBanner"));
    bench.sandbox.setFaults("[]");

    panel.refresh();

    QTRY_VERIFY(!shown<Banner>(panel, "templatesBanner"));
    QCOMPARE(textOf(panel, "templateName"), chosen);
}

void TestTemplatesPanel::aFailureSaysWhatToDoAndMayBeTriedAgain()
{
    ServiceBench bench;
    bench.sandbox.setFaults(R"([{"path":"*/settlement-templates","effect":"garbage"}])");
    TemplatesPanel panel(bench.client());
    panel.show();
    QTRY_VERIFY(shown<Banner>(panel, "templatesBanner"));
    auto *banner = shown<Banner>(panel, "templatesBanner");
    QVERIFY(!banner->content().headline.isEmpty());
    QVERIFY(!banner->content().remedy.isEmpty());
    bench.sandbox.setFaults("[]");

    const QList<QPushButton *> buttons = banner->findChildren<QPushButton *>();
    const auto again = std::find_if(buttons.begin(), buttons.end(),
                                    [](const QPushButton *button) { return button->text() == u"Tr&y again"; });
    QVERIFY(again != buttons.end());
    (*again)->click();

    QTRY_COMPARE(rowsOf(panel, "templatesTable")->rowCount(), 4);
    QVERIFY(!shown<Banner>(panel, "templatesBanner"));
}

void TestTemplatesPanel::templatesOfTheOldShapeAreDrawnToo()
{
    ServiceBench bench;
    bench.sandbox.post(u"keystone"_s, R"({"oddities":{"oldTransitions":true}})");
    TemplatesPanel panel(bench.client());

    panel.show();

    QTRY_COMPARE(rowsOf(panel, "templatesTable")->rowCount(), 4);
    QCOMPARE(rowsOf(panel, "templateStates")->rowCount(), 8);
}

void TestTemplatesPanel::nothingIsAskedBeforeItIsSeen()
{
    ServiceBench bench;
    TemplatesPanel panel(bench.client());

    panel.refresh();

    QVERIFY(whatWasPostedHasArrived());
    QCOMPARE(bench.sandbox.get(u"requests"_s)[u"requests"].items().size(), 0U);
}

QTEST_MAIN(TestTemplatesPanel)

#include "tst_templatespanel.moc"
