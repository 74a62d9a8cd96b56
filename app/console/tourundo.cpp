// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "ui/panels/imports/importspanel.h"

#include <QAbstractItemView>
#include <QFile>

// The tour through what follows an import: rows mended once more, imports that wait, one that is taken back.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int someSecondsOfRows = 6'000;

} // namespace

/// The report of the faulty run is in front.
void Tour::planFixFailed()
{
    click(u"fixFailed"_s);
    shoot(u"imports-fix-failed"_s, [this] {
        const QAbstractItemView *grid = rows(u"fixGrid"_s);
        return grid && grid->model()->rowCount() > 0 && grid->model()->rowCount() < 20;
    });
    click(u"fixDone"_s);
}

void Tour::openEarlier(int row)
{
    act(u"an earlier import"_s, [this, row] {
        QAbstractItemView *history = rows(u"historyList"_s);
        history->setCurrentIndex(history->model()->index(row, 0));
        Q_EMIT history->activated(history->currentIndex());
    });
}

/// Rows of an import of the past, and one whose file is another by now.
void Tour::planFixEarlier()
{
    openEarlier(0);
    shoot(u"imports-earlier-failures"_s, canClick(u"fixFailed"_s));
    click(u"fixFailed"_s);
    shoot(u"imports-fix-earlier"_s, [this] {
        const QAbstractItemView *grid = rows(u"fixGrid"_s);
        return grid && grid->isVisible() && grid->model()->rowCount() > 0 && grid->model()->rowCount() < 20;
    });
    act(u"another file of that name"_s, [this] {
        QFile file(m_files.filePath(u"spring-catalogue.csv"_s));
        if (!file.open(QIODevice::Append))
            return end(1, u"the file could not be changed"_s);
        file.write("SPR-999,Spring wallet 999,4006381333931,Calf leather,\n");
    });
    openEarlier(0);
    click(u"fixFailed"_s);
    shoot(u"imports-fix-earlier-changed"_s, sees(u"banner.headline"_s));
    act(u"the file as it was"_s, [this] { writeFaultyFile(); });
}

/// The run that changed drafts and published passports.
void Tour::planUndo()
{
    openEarlier(1);
    click(u"undoImport"_s);
    shoot(u"imports-undo"_s, canClick(u"undoConfirm"_s));
    click(u"undoConfirm"_s);
    shoot(u"imports-undone"_s, [this] { return !find<QWidget>(u"undoStop"_s) && enabled(u"undoBack"_s); });
    leave();
    openEarlier(1);
    shoot(u"imports-earlier-undone"_s, sees(u"outcomeText"_s));
}

void Tour::planQueue()
{
    act(u"a long file"_s, [this] {
        QFile file(m_files.filePath(u"autumn-catalogue.csv"_s));
        if (!file.open(QIODevice::WriteOnly))
            return end(1, u"the long file could not be written"_s);
        file.write("sku,name,material\n");
        for (int row = 1; row <= someSecondsOfRows; ++row)
            file.write(u"AUT-%1,Autumn wallet %1,Calf leather\n"_s.arg(row, 4, 10, QChar(u'0')).toUtf8());
    });
    openImport(u"autumn-catalogue.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    click(u"startImport"_s);
    click(u"prepareAnother"_s);
    openImport(u"spring-catalogue.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    shoot(u"imports-plan-afterwards"_s, canClick(u"startImport"_s));
    click(u"startImport"_s);
    shoot(u"imports-queue"_s, sees(u"importQueue"_s));
    click(u"takeOut0"_s);
    click(u"stopImport"_s);
    waitFor(u"the end of the import"_s, canClick(u"anotherFile"_s));
}

} // namespace chancery
