// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <QTreeView>

// The tour through the panels.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int statusColumn = 3; ///< of the table of passports
constexpr int someDrafts = 4;
const QString listPath = u"/v1/dpp/passports"_s;

} // namespace

void Tour::plan()
{
    planConnections();
    planSheets();
    planList();
    planEdit();
    planPublish();
    planNew();
    planFile();
    planRun();
    planFaultyRun();
    planConnectionTest();
    planLive();
    planLiveImport();
    planReadOnly();
    planOtherServices();
    planKeyRefused();
}

Tour::Condition Tour::isListed() const
{
    return [this] {
        const QAbstractItemView *table = rows(u"passportsTable"_s);
        return table && table->model()->rowCount() > 20;
    };
}

void Tour::pickPassport()
{
    const auto pick = [this] {
        QAbstractItemView *table = rows(u"passportsTable"_s);
        table->setCurrentIndex(table->model()->index(0, 0));
    };
    act(u"a passport"_s, pick, isListed());
}

void Tour::pickDrafts()
{
    act(u"some drafts"_s, [this] {
        QAbstractItemView *table = rows(u"passportsTable"_s);
        const QModelIndexList drafts = table->model()->match(table->model()->index(0, statusColumn), Qt::DisplayRole,
                                                             u"Draft"_s, someDrafts, Qt::MatchExactly);
        table->clearSelection();
        for (const QModelIndex &draft : drafts)
            table->selectionModel()->select(draft, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    });
}

void Tour::planList()
{
    const auto tab = [this](int index) {
        act(
            u"a tab"_s, [this, index] { find<QTabWidget>(u"inspectorTabs"_s)->setCurrentIndex(index); },
            sees(u"inspectorTabs"_s));
    };
    go(u"passports"_s);
    shoot(u"passports"_s, isListed());
    pickPassport();
    shoot(u"passports-inspector"_s, sees(u"inspectorFields"_s));
    tab(1);
    shoot(u"passports-json"_s);
    tab(2);
    shoot(u"passports-certificate"_s);
    tab(0);
    click(u"passportsTreeToggle"_s);
    act(
        u"a branch"_s,
        [this] {
            auto *tree = find<QTreeView>(u"passportsTree"_s);
            tree->setCurrentIndex(tree->model()->index(1, 0));
            tree->expand(tree->currentIndex());
        },
        [this] {
            const QAbstractItemView *tree = rows(u"passportsTree"_s);
            return tree && tree->model()->rowCount() > 1;
        });
    shoot(u"passports-tree"_s, [this] {
        const QAbstractItemModel *tree = rows(u"passportsTree"_s)->model();
        return tree->rowCount(tree->index(1, 0)) > 0;
    });
    click(u"passportsTreeToggle"_s);
    type(u"passportsSearch"_s, u"nothing like this"_s);
    shoot(u"passports-no-match"_s, sees(u"clearFilters"_s));
    click(u"clearFilters"_s);
    waitFor(u"the list again"_s, isListed());
    faults(u"{\"method\":\"GET\",\"path\":\"%1\",\"effect\":\"delay\",\"ms\":2500}"_s.arg(listPath));
    act(u"refresh"_s, [this] { m_application.window().panel(u"passports"_s)->refresh(); });
    shoot(u"passports-loading"_s);
    faults(u"{\"method\":\"GET\",\"path\":\"%1\",\"effect\":\"status\",\"status\":403}"_s.arg(listPath));
    act(u"refresh"_s, [this] { m_application.window().panel(u"passports"_s)->refresh(); });
    shoot(u"passports-failed"_s, sees(u"retryLoading"_s));
    faults({});
    click(u"retryLoading"_s);
    waitFor(u"the list again"_s, isListed());
}

void Tour::planEdit()
{
    pickPassport();
    type(u"field.material"_s, u"Calf leather, chrome-free"_s);
    shoot(u"passports-edit"_s, canClick(u"reviewAndSave"_s));
    click(u"reviewAndSave"_s);
    shoot(u"passports-review"_s, canClick(u"reviewSave"_s));
    faults(u"{\"method\":\"PATCH\",\"path\":\"%1\",\"effect\":\"status\",\"status\":503}"_s.arg(listPath));
    click(u"reviewSave"_s);
    shoot(u"passports-not-saved"_s, canClick(u"reviewSave"_s));
    faults({});
    click(u"reviewSave"_s);
    shoot(u"passports-saved"_s, [this] { return !enabled(u"reviewAndSave"_s) && !find<QDialog>(u"reviewDialog"_s); });
}

/// Some drafts of the list, by the typed count that the dialog asks for.
void Tour::planPublish()
{
    pickDrafts();
    shoot(u"passports-selected"_s);
    click(u"publishPassports"_s);
    shoot(u"passports-publish"_s, sees(u"publishTypedCount"_s));
    act(u"the count to publish"_s, [this] {
        const int count = rows(u"publishDrafts"_s)->model()->rowCount();
        find<QLineEdit>(u"publishTypedCount"_s)->insert(QString::number(count));
    });
    shoot(u"passports-publish-typed"_s, canClick(u"publishConfirm"_s));
    click(u"publishConfirm"_s);
    shoot(u"passports-published"_s, [this] { return !find<QWidget>(u"publishStop"_s) && enabled(u"publishBack"_s); });
    leave();
}

void Tour::planNew()
{
    click(u"newPassport"_s);
    shoot(u"new-passport"_s, sees(u"newPassportDialog"_s));
    type(u"new.modelNumber"_s, u"LAMP-OAK-01"_s);
    type(u"new.name"_s, u"Oak desk lamp"_s);
    type(u"newFieldName"_s, u"gtin"_s);
    click(u"addField"_s);
    type(u"field.gtin"_s, u"4006381333931"_s);
    shoot(u"new-passport-filled"_s, canClick(u"new.create"_s));
    click(u"new.create"_s);
    waitFor(u"the new passport"_s, [this] { return !find<QDialog>(u"newPassportDialog"_s); });
    click(u"newPassport"_s);
    type(u"new.modelNumber"_s, u"LAMP-OAK-01"_s);
    type(u"new.name"_s, u"Oak desk lamp, again"_s);
    click(u"new.create"_s);
    shoot(u"new-passport-duplicate"_s, sees(u"openExisting"_s));
    leave();
}

void Tour::openImport(const QString &file)
{
    act(file, [this, file] { imports()->openFile(m_files.filePath(file)); });
}

void Tour::planFile()
{
    act(u"the sample"_s, [this] { QFile::copy(u":/samples/catalogue.csv"_s, m_files.filePath(u"catalogue.csv"_s)); });
    act(u"a faulty file"_s, [this] { writeFaultyFile(); });
    go(u"imports"_s);
    shoot(u"imports-file"_s);
    openImport(u"missing.csv"_s);
    shoot(u"imports-no-file"_s, sees(u"banner"_s));
    click(u"chooseFile"_s);
    shoot(u"imports-choose"_s, sees(u"chooseFileDialog"_s));
    leave();
    openImport(u"catalogue.csv"_s);
    shoot(u"imports-columns"_s, canClick(u"nextStep"_s));
    click(u"nextStep"_s);
    shoot(u"imports-check"_s, canClick(u"startImport"_s));
}

void Tour::planRun()
{
    const auto moved = [this] {
        const auto *label = find<QLabel>(u"settledLabel"_s);
        return label && !label->text().startsWith(u'0');
    };
    click(u"startImport"_s);
    shoot(u"imports-run"_s, moved);
    go(u"passports"_s);
    shoot(u"passports-while-importing"_s);
    go(u"imports"_s);
    shoot(u"imports-report"_s, canClick(u"anotherFile"_s));
    click(u"anotherFile"_s);
    openImport(u"catalogue.csv"_s);
    click(u"nextStep"_s);
    faults(u"{\"method\":\"POST\",\"path\":\"/v1/imports\",\"effect\":\"status\",\"status\":503,\"retryAfter\":2}"_s);
    click(u"startImport"_s);
    shoot(u"imports-waiting"_s, [this] {
        const auto *label = find<QLabel>(u"paceLabel"_s);
        return label && label->text().contains(u"2 s"_s);
    });
    faults({});
    waitFor(u"the second run"_s, canClick(u"anotherFile"_s));
}

/// Rows with each kind of finding, and some that only the service refuses.
void Tour::writeFaultyFile()
{
    QFile sample(u":/samples/catalogue.csv"_s);
    QFile faulty(m_files.filePath(u"spring-catalogue.csv"_s));
    if (!sample.open(QIODevice::ReadOnly) || !faulty.open(QIODevice::WriteOnly))
        return end(1, u"the sample could not be read"_s);
    faulty.write("sku,name,gtin,material,network\n");
    for (int row = 1; row <= 120; ++row) {
        const QByteArray number = QByteArray::number(row).rightJustified(3, '0');
        const QByteArray network = row % 17 == 0 ? "StarknetVenus" : row % 40 == 0 ? "BaseAtlantis" : "";
        const QByteArray gtin = row % 25 == 0 ? "4006381333932" : "4006381333931";
        faulty.write((row % 30 == 0 ? QByteArray() : "SPR-" + number) + ",Spring wallet " + number + ',' + gtin +
                     ",Calf leather," + network + (row % 50 == 0 ? ",one too many\n" : "\n"));
    }
    faulty.write("SPR-001,Spring wallet again,4006381333931,Calf leather,\n");
}

void Tour::planFaultyRun()
{
    click(u"anotherFile"_s);
    openImport(u"spring-catalogue.csv"_s);
    shoot(u"imports-columns-network"_s, canClick(u"nextStep"_s));
    click(u"nextStep"_s);
    shoot(u"imports-check-findings"_s, canClick(u"startImport"_s));
    click(u"startImport"_s);
    shoot(u"imports-report-failures"_s, canClick(u"anotherFile"_s));
    act(u"an earlier import"_s, [this] {
        QAbstractItemView *history = rows(u"historyList"_s);
        Q_EMIT history->activated(history->model()->index(1, 0));
    });
    shoot(u"imports-earlier"_s);
}

} // namespace chancery
