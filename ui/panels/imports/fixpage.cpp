// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/fixpage.h"

#include "core/async/background.h"
#include "core/catalogue/correctedfile.h"
#include "ui/models/gridmodel.h"
#include "ui/panels/imports/findbar.h"
#include "ui/panels/imports/gridediting.h"
#include "ui/panels/imports/gridview.h"
#include "ui/panels/imports/importsession.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/texts.h"
#include "ui/words/findingtext.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString counted(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(numberText(count));
}

} // namespace

void FixPage::open()
{
    load({});
}

void FixPage::openAt(qint64 line)
{
    load({line, {}});
}

void FixPage::openOnly(const QHash<qint64, QString> &reasonByLine)
{
    load({0, reasonByLine});
}

void FixPage::load(const Wish &wish)
{
    m_wish = wish;
    m_banner->clear();
    if (m_sheet.edits() != m_session.edits()) // those of a run of the past
        m_sheet.reset(m_session.edits());
    catalogue::ImportSpec spec = m_session.spec();
    spec.edits = {};
    const bool isShown = m_model->store() && spec == m_shownSpec && m_shownFile == m_session.report()->identity;
    if (isShown)
        return fulfil();
    m_shownSpec = spec;
    m_shownFile = m_session.report()->identity;
    m_leftOutAtFirst = m_session.report()->leftOut;
    m_model->setContent({});
    m_message->setText(tr("Reading the file …"));
    m_remedy->clear();
    m_opening = std::make_unique<QObject>();
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    background([spec, report = *m_session.report(), cache](const std::stop_token &stop) {
        return catalogue::RowStore::open(spec, report, cache, stop);
    }).then(m_opening.get(), [this](const Result<std::shared_ptr<const catalogue::RowStore>> &store) {
        if (!store)
            return m_banner->showError(store.error());
        takeStore(*store);
    });
}

/// What is being worked out is of another file, or of the same one read in another way.
void FixPage::abandonChanges()
{
    m_editing->forget();
    m_replacing.reset();
}

void FixPage::takeStore(const std::shared_ptr<const catalogue::RowStore> &store)
{
    QStringList targets;
    for (const catalogue::ColumnMapping &column : m_session.mapping().columns)
        targets << fieldLabel(column.target);
    m_model->setContent({store, targets});
    m_find->setColumns(store->headers());
    m_grid->fitColumns();
    const auto connection = std::make_shared<QMetaObject::Connection>();
    *connection = connect(m_model, &GridModel::rowsLoaded, m_grid, [this, connection] {
        disconnect(*connection);
        m_grid->fitColumns();
    });
    showReport();
    fulfil();
}

void FixPage::fulfil()
{
    if (!m_wish.reasonByLine.isEmpty())
        return showLines(m_wish.reasonByLine);
    m_onlyFindings->setChecked(false);
    if (m_model->isFiltered())
        filter(false);
    if (m_wish.line > 0)
        goToLine(m_wish.line);
    else if (!m_grid->currentIndex().isValid())
        m_grid->goTo(0, 0);
    m_grid->setFocus();
    showCell();
}

void FixPage::showLines(const QHash<qint64, QString> &reasonByLine)
{
    m_searching = std::make_unique<QObject>();
    background([store = m_model->sharedStore(), reasonByLine](std::stop_token) -> Result<QHash<qint64, QString>> {
        QHash<qint64, QString> reasons;
        for (auto reason = reasonByLine.cbegin(); reason != reasonByLine.cend(); ++reason) {
            const auto records = store->recordsOn({reason.key()});
            if (!records)
                return records.error();
            for (const qint64 record : *records)
                reasons.insert(record, reason.value());
        }
        return reasons;
    }).then(m_searching.get(), [this](const Result<QHash<qint64, QString>> &reasons) {
        if (!reasons)
            return m_banner->showError(reasons.error());
        QList<qint64> records = reasons->keys();
        std::sort(records.begin(), records.end());
        const QSignalBlocker quiet(m_onlyFindings);
        m_onlyFindings->setChecked(true);
        m_model->showOnly(records);
        m_model->setReasons(*reasons);
        m_grid->goTo(0, 0);
        m_grid->setFocus();
    });
}

void FixPage::sheetChanged()
{
    // The session drops its edits itself when the file is another.
    if (!m_sheet.edits().isEmpty() || !m_session.edits().isEmpty())
        m_session.setEdits(m_sheet.edits());
    showCell();
    showCounts();
    if (m_find->isVisible())
        m_countDelay.start();
}

void FixPage::showReport()
{
    if (!m_session.report())
        return;
    const catalogue::CheckReport &report = *m_session.report();
    if (m_sheet.edits().isEmpty())
        m_leftOutAtFirst = report.leftOut;
    m_model->setDuplicates(std::make_shared<const std::vector<catalogue::DuplicateRow>>(report.duplicateRows));
    if (!report.index.isEmpty())
        m_grid->setLastLine(report.index.before(report.records).line + catalogue::RowIndex::step);
    showCounts();
}

void FixPage::showCounts()
{
    if (!m_session.report())
        return;
    const catalogue::CheckReport &report = *m_session.report();
    QStringList parts;
    if (const qint64 pending = m_editing->pendingCells(); pending > 0)
        parts << tr("Changing %1 cells …").arg(numberText(pending));
    else if (!m_session.isReportCurrent())
        parts << tr("Checking the edits …");
    else if (report.leftOut == 0)
        parts << tr("Every row can be sent");
    else
        parts << counted(report.leftOut, tr("1 row needs a look"), tr("%1 rows need a look"));
    if (m_session.isReportCurrent() && m_leftOutAtFirst > report.leftOut)
        parts << tr("%1 put right").arg(numberText(m_leftOutAtFirst - report.leftOut));
    if (m_sheet.edits().editedCells() > 0)
        parts << counted(m_sheet.edits().editedCells(), tr("1 cell edited"), tr("%1 cells edited"));
    if (m_sheet.edits().removedRecords() > 0)
        parts << counted(m_sheet.edits().removedRecords(), tr("1 row removed"), tr("%1 rows removed"));
    m_counts->setText(parts.join(tr(" · ")));
}

/// What is wrong with the current cell, what to do, and what stood there before.
void FixPage::showCell()
{
    const QModelIndex current = m_grid->currentIndex();
    QStringList messages;
    QStringList remedies;
    for (const catalogue::Finding &finding : m_model->findingsAt(current)) {
        const FindingText text = describe(finding);
        messages << text.message;
        remedies << text.remedy;
    }
    if (current.isValid()) {
        if (const QString reason = m_model->reasonAt(current.row()); !reason.isEmpty())
            messages << tr("The service said: %1").arg(reason);
        if (m_model->data(current, GridRemovedRole).toBool())
            messages << tr("The row is removed: it is neither checked nor sent.");
    }
    m_message->setText(messages.join(u' '));
    m_remedy->setText(remedies.join(u' '));
    m_remedy->setVisible(!remedies.isEmpty());
}

void FixPage::copy()
{
    if (mayChange())
        m_editing->copy(range());
}

void FixPage::paste()
{
    m_editing->paste(range(), QGuiApplication::clipboard()->text());
}

/// What was written is selected afterwards, as in a spreadsheet.
void FixPage::selectPasted(const QItemSelectionRange &pasted)
{
    m_grid->selectionModel()->select(QItemSelection(pasted.topLeft(), pasted.bottomRight()),
                                     QItemSelectionModel::ClearAndSelect);
}

/// Says so when the selection has too many cells to be changed at once.
bool FixPage::mayChange()
{
    const QItemSelectionRange cells = range();
    if (!GridEditing::isTooLarge(cells))
        return cells.isValid();
    refuseSoMany();
    return false;
}

void FixPage::refuseSoMany()
{
    m_banner->showContent({.tone = Tone::Attention,
                           .headline = tr("Those are more than %1 cells.").arg(numberText(GridEditing::mostCells)),
                           .remedy = tr("Take fewer rows at a time, or use find and replace.")});
}

QItemSelectionRange FixPage::range() const
{
    const QItemSelection selection = m_grid->selectionModel()->selection();
    if (!selection.isEmpty())
        return selection.first();
    return m_grid->currentIndex().isValid() ? QItemSelectionRange(m_grid->currentIndex()) : QItemSelectionRange();
}

void FixPage::chooseTarget()
{
    const QFileInfo source(m_session.file());
    auto *dialog =
        new QFileDialog(this, tr("Save corrected file"),
                        source.dir().filePath(source.completeBaseName() + tr("-corrected.csv")), tr("CSV (*.csv)"));
    dialog->setObjectName(u"saveCorrectedDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &FixPage::save);
    dialog->open();
}

void FixPage::save(const QString &file)
{
    background([spec = m_session.spec(), file](const std::stop_token &stop) {
        return catalogue::saveCorrected(spec, file, catalogue::CorrectedEncoding::Utf8, stop);
    }).then(this, [this, file](const Result<qint64> &rows) {
        if (!rows)
            return m_banner->showError(rows.error());
        m_banner->showContent({.tone = Tone::Good,
                               .headline = tr("%1 rows are in %2.").arg(numberText(*rows), file),
                               .remedy = tr("Your own file is as it was.")});
    });
}

} // namespace chancery
