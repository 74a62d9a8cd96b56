// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/panels/panel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
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
    planActivityNone();
    planList();
    planEdit();
    planPublish();
    planNew();
    act(
        u"corrections"_s, [this] { writeCorrections(); }, isListed());
    planFile();
    planRun();
    planChanges();
    planFaultyRun();
    planUndo();
    planQueue();
    planLoyalty();
    planApprovals();
    planInstructions();
    planService();
    planReview();
    planDecisions();
    planAllSettlements();
    planActivity();
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

} // namespace chancery
