// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/ui/panels/passports/panelbench.h"
#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QStackedWidget>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The window fits a small laptop (1280 × 720, less what its desktop keeps) whatever a panel shows.
class TestPanelWidths : public PanelBench
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void passportsFitASmallWindow();
    void everyStepOfAnImportFitsASmallWindow();
    void noStepOfAnImportIsTooWideWithAllItCanShow();

private:
    void addImports();
    /// The parts that take each other's place: pages of a panel, tabs of an inspector.
    QList<QStackedWidget *> stacks() const;
    QSize least() const;

    static constexpr int mostWidth = 1'100;
    static constexpr int mostHeight = 620;
    std::unique_ptr<RunBench> m_bench;
    std::unique_ptr<catalogue::TemplateStore> m_templates;
    std::unique_ptr<MainWindow> m_window;
};

void TestPanelWidths::init()
{
    begin();
    m_window = std::make_unique<MainWindow>(*m_settings);
}

void TestPanelWidths::cleanup()
{
    m_window.reset();
    m_templates.reset();
    m_bench.reset();
    end();
}

void TestPanelWidths::addImports()
{
    PanelBench::build();
    m_bench = std::make_unique<RunBench>(*m_network);
    m_templates = std::make_unique<catalogue::TemplateStore>(m_folder->filePath(u"templates.json"_s));
    QVERIFY(m_templates->load().ok());
    const ImportsPanelFacts facts{
        .profileId = {}, .profileName = u"Test"_s, .host = u"127.0.0.1"_s, .network = u"StarknetSepolia"_s};
    m_window->addPanel(u"imports"_s,
                       new ImportsPanel({m_bench->client, m_bench->ledger, *m_templates, *m_mirror, *m_sync}, facts));
    m_window->show();
}

QList<QStackedWidget *> TestPanelWidths::stacks() const
{
    QList<QStackedWidget *> found = m_window->findChildren<QStackedWidget *>();
    found.removeIf([](const QStackedWidget *stack) { return stack->objectName() == u"panels"; });
    return found;
}

QSize TestPanelWidths::least() const
{
    QApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    return m_window->minimumSizeHint();
}

void TestPanelWidths::passportsFitASmallWindow()
{
    PanelBench::fill(3);
    PanelBench::show();
    m_window->addPanel(u"passports"_s, m_panel.release());
    m_window->show();

    QVERIFY(!stacks().isEmpty());
    for (QStackedWidget *stack : stacks()) {
        for (int page = 0; page < stack->count(); ++page) {
            stack->setCurrentIndex(page);
            QVERIFY2(least().width() <= mostWidth, qPrintable(u"page %1: %2"_s.arg(page).arg(least().width())));
            QVERIFY2(least().height() <= mostHeight, qPrintable(u"page %1: %2"_s.arg(page).arg(least().height())));
        }
    }
}

void TestPanelWidths::everyStepOfAnImportFitsASmallWindow()
{
    addImports();

    QVERIFY(!stacks().isEmpty());
    QVERIFY2(least().width() <= mostWidth, qPrintable(QString::number(least().width())));
    for (Banner *banner : m_window->findChildren<Banner *>()) {
        banner->showContent({.tone = Tone::Attention,
                             .headline = u"The import of catalogue.csv was interrupted."_s,
                             .remedy = u"1,234 of 5,678 rows are in. It can be carried on from where it stopped."_s});
    }
    QVERIFY2(least().height() <= mostHeight, qPrintable(QString::number(least().height())));
}

void TestPanelWidths::noStepOfAnImportIsTooWideWithAllItCanShow()
{
    addImports();
    const QString words = u"1,234,567 rows are in; 234,567 were left out, 1,234 are unknown"_s;

    for (QStackedWidget *stack : stacks()) {
        for (int page = 0; page < stack->count(); ++page) {
            const QWidget &step = *stack->widget(page);
            for (QWidget *part : step.findChildren<QWidget *>())
                part->setVisible(!part->isWindow());
            for (const QString &name : {u"importHeadline"_s, u"settledLabel"_s, u"paceLabel"_s, u"findRemark"_s,
                                        u"planHeadline"_s, u"planAge"_s}) {
                if (auto *label = step.findChild<QLabel *>(name))
                    label->setText(words);
            }
            QVERIFY2(least().width() <= mostWidth, qPrintable(u"page %1: %2"_s.arg(page).arg(least().width())));
        }
    }
}

QTEST_MAIN(TestPanelWidths)
#include "tst_panelwidths.moc"
