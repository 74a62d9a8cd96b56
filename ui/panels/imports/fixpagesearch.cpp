// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of FixPage that moves through the file: findings, lines, search and replacement.

#include "ui/panels/imports/fixpage.h"

#include "core/async/background.h"
#include "ui/models/gridmodel.h"
#include "ui/panels/imports/findbar.h"
#include "ui/panels/imports/gridediting.h"
#include "ui/panels/imports/gridview.h"
#include "ui/panels/imports/importsession.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/texts.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

/// What a search and replacement comes to. Its changes may be a million, which only the background counts and frees.
struct FixPage::Replaced
{
    EditsStep step;
    qint64 skippedRows = 0;
};

namespace {

struct Count
{
    qint64 cells = 0;
    qint64 skippedRows = 0;
};

} // namespace

bool FixPage::hasFinding(qint64 record) const
{
    const catalogue::CheckReport &report = *m_session.report();
    return report.leftOutRecords.contains(record) || report.warnedRecords.contains(record);
}

/// Rows that become right stay in view until the filter is set anew.
void FixPage::filter(bool onlyFindings)
{
    const QModelIndex current = m_grid->currentIndex();
    const qint64 record = current.isValid() ? m_model->recordAt(current.row()) : 0;
    const int column = current.isValid() ? current.column() : 0;
    if (onlyFindings && m_session.report()) {
        QList<qint64> records;
        for (qint64 number = 0; number < m_session.report()->records; ++number) {
            if (hasFinding(number))
                records << number;
        }
        m_model->showOnly(std::move(records));
    } else {
        m_model->showAll();
    }
    m_grid->goTo(std::max(0, m_model->rowOf(record)), column);
    showCell();
}

void FixPage::goToRecord(qint64 record, int column)
{
    if (m_model->rowOf(record) < 0)
        m_onlyFindings->setChecked(false);
    if (m_model->rowOf(record) < 0)
        m_model->showAll();
    m_grid->goTo(m_model->rowOf(record), column);
    m_grid->setFocus();
}

void FixPage::goToLine(qint64 line)
{
    if (!m_model->store())
        return;
    m_searching = std::make_unique<QObject>();
    background([store = m_model->sharedStore(), line](std::stop_token) {
        return store->recordNear(line);
    }).then(m_searching.get(), [this](const Result<qint64> &record) {
        if (!record)
            return m_banner->showError(record.error());
        goToRecord(*record, std::max(0, m_grid->currentIndex().column()));
    });
}

/// In the current row first, then in the rows that the last check named.
void FixPage::goToFinding(int step)
{
    if (!m_session.report() || !m_model->store() || m_model->rowCount() == 0)
        return;
    const QModelIndex current = m_grid->currentIndex();
    const int row = std::max(0, current.row());
    for (int column = current.column() + step; column >= 0 && column < m_model->columnCount(); column += step) {
        if (m_model->data(m_model->index(row, column), GridSeverityRole).isValid())
            return m_grid->goTo(row, column);
    }
    for (int next = row + step; next >= 0 && next < m_model->rowCount(); next += step) {
        if (!hasFinding(m_model->recordAt(next)))
            continue;
        m_grid->goTo(next, step > 0 ? 0 : m_model->columnCount() - 1);
        m_seekStep = step;
        return settleOnFinding();
    }
    m_message->setText(step > 0 ? tr("There is no finding below.") : tr("There is no finding above."));
    m_remedy->hide();
}

/// Moves on to the cell once the row is known; a row that has become right meanwhile is passed over.
void FixPage::settleOnFinding()
{
    const QModelIndex current = m_grid->currentIndex();
    if (m_seekStep == 0 || !current.isValid() || !m_model->row(current.row()))
        return;
    const int step = std::exchange(m_seekStep, 0);
    if (m_model->data(current, GridSeverityRole).isValid())
        return;
    goToFinding(step);
}

void FixPage::count()
{
    const catalogue::CellSearch search = m_find->search();
    m_find->setCount({}, 0);
    if (search.text.isEmpty() || !m_model->store())
        return;
    m_searching = std::make_unique<QObject>();
    background([store = m_model->sharedStore(), search, by = m_find->replacement(),
                edits = m_sheet.edits()](const std::stop_token &stop) -> Result<Count> {
        const auto found = store->replace(search, by, edits, GridEditing::mostCells, stop);
        return found ? Result<Count>({found->changes.size(), found->skippedRows}) : found.error();
    }).then(m_searching.get(), [this](const Result<Count> &found) {
        if (found)
            m_find->setCount(found->cells, found->skippedRows);
        else
            m_banner->showError(found.error());
    });
}

void FixPage::find(int step)
{
    const catalogue::CellSearch search = m_find->search();
    if (search.text.isEmpty() || !m_model->store())
        return m_find->begin();
    const QModelIndex current = m_grid->currentIndex();
    const catalogue::CellPlace from{current.isValid() ? m_model->recordAt(current.row()) : -1,
                                    current.isValid() ? current.column() : -1};
    m_searching = std::make_unique<QObject>();
    background([store = m_model->sharedStore(), search, from, step,
                edits = m_sheet.edits()](const std::stop_token &stop) -> Result<catalogue::CellPlace> {
        auto place = step > 0 ? store->find(search, from, edits, stop) : store->findBack(search, from, edits, stop);
        if (!place || place->record >= 0)
            return place;
        // Once round: from the other end.
        const catalogue::CellPlace end{store->records(), 0};
        return step > 0 ? store->find(search, {}, edits, stop) : store->findBack(search, end, edits, stop);
    }).then(m_searching.get(), [this](const Result<catalogue::CellPlace> &place) {
        if (!place)
            return m_banner->showError(place.error());
        if (place->record < 0)
            return m_find->setRemark(tr("Not found"));
        const bool wasInBar = m_find->isAncestorOf(focusWidget());
        goToRecord(place->record, place->column);
        if (wasInBar)
            m_find->setFocus();
    });
}

Result<FixPage::Replaced> FixPage::replaced(const catalogue::RowStore &store, const Wanted &wanted,
                                            const std::stop_token &stop)
{
    const auto found = store.replace(wanted.search, wanted.by, wanted.edits, GridEditing::mostCells, stop);
    if (!found)
        return found.error();
    Replaced replaced{EditsStep(wanted.edits), found->skippedRows};
    replaced.step.what = tr("Replace all");
    for (const catalogue::CellChange &change : found->changes)
        replaced.step.put(change.record, change.column, change.after);
    return replaced;
}

/// The count was made of the edits as they are, so what it found is what is changed; it is made once more all the same.
void FixPage::replaceAll()
{
    const Wanted wanted{m_find->search(), m_find->replacement(), m_sheet.edits()};
    m_replacing = std::make_unique<QObject>();
    background([store = m_model->sharedStore(), wanted](const std::stop_token &stop) {
        return replaced(*store, wanted, stop);
    }).then(m_replacing.get(), [this](const Result<Replaced> &found) {
        if (!found)
            return m_banner->showError(found.error());
        takeReplacement(*found);
    });
}

void FixPage::takeReplacement(const Replaced &replacement)
{
    if (!m_sheet.apply(replacement.step)) // a cell was edited meanwhile
        return replaceAll();
    m_find->setCount(0, replacement.skippedRows);
    m_find->setRemark(tr("%1 cells replaced").arg(numberText(replacement.step.cells)));
    m_countDelay.stop();
}

} // namespace chancery
