// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructionfiledialog.h"

#include "core/async/background.h"
#include "core/keystone/readall.h"
#include "ui/models/recordsmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/instructiontext.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

// What the dialog does; where its parts are is in instructionfiledialoglayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::SettlementTemplate;

namespace {

constexpr int permille = 1000;

Tone toneOf(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return Tone::Good;
    case RowOutcome::Failed:
        return Tone::Bad;
    case RowOutcome::Unknown:
        return Tone::Unknown;
    case RowOutcome::NotSent:
        break;
    }
    return Tone::Neutral;
}

QString outcomeName(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return InstructionFileDialog::tr("Done");
    case RowOutcome::Failed:
        return InstructionFileDialog::tr("Failed");
    case RowOutcome::Unknown:
        return InstructionFileDialog::tr("Unknown");
    case RowOutcome::NotSent:
        break;
    }
    return InstructionFileDialog::tr("Not sent");
}

Record recordOf(qsizetype number, const InstructionFinding &finding)
{
    const FindingText text = describe(finding);
    const bool isError = severityOf(finding.fault) == catalogue::Severity::Error;
    const QString words = text.message + u' ' + text.remedy;
    return {u"f%1"_s.arg(number),
            {{.text = numberText(finding.line), .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = finding.column},
             {.text = isError ? InstructionFileDialog::tr("Error") : InstructionFileDialog::tr("Warning"),
              .tone = isError ? Tone::Bad : Tone::Attention},
             {.text = words, .tip = words}}};
}

Record recordOf(const InstructionFile &file, qsizetype place, const FiledOutcome &outcome)
{
    const QString words = reasonText(file, outcome);
    return {u"o%1"_s.arg(outcome.line),
            {{.text = numberText(outcome.line), .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = file.instructions[place].draft.tradeReference},
             {.text = outcomeName(outcome.outcome), .tone = toneOf(outcome.outcome)},
             {.text = words, .tip = words}}};
}

} // namespace

InstructionFileDialog::InstructionFileDialog(const InstructionDesk &desk, const QString &file, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_path(file)
{
    setObjectName(u"instructionFileDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Submit a file of instructions"));
    build();
    m_head->setSubject(QFileInfo(file).fileName());
    connectParts();
    check();
}

/// A field that has the keyboard says on its end that it was edited, when nobody is here any more to hear it.
InstructionFileDialog::~InstructionFileDialog()
{
    m_batchName->disconnect(this);
}

void InstructionFileDialog::connectParts()
{
    connect(m_batchName, &QLineEdit::editingFinished, this, [this] {
        if (m_isChecked && m_batchName->text().trimmed() != m_file.batch)
            check();
    });
    connect(m_submit, &QPushButton::clicked, this, &InstructionFileDialog::submit);
    connect(m_export, &QPushButton::clicked, this, &InstructionFileDialog::pickExport);
    connect(m_close, &QPushButton::clicked, this, &InstructionFileDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_isStopping = true;
        refreshButtons();
        m_batch->stop();
    });
    connect(&m_desk.client, &keystone::Client::waiting, this, &InstructionFileDialog::showWait);
}

void InstructionFileDialog::check()
{
    m_isChecked = false;
    m_hasEnded = false;
    m_before = 0;
    m_banner->clear();
    m_checking = std::make_unique<QObject>();
    m_busy->start();
    m_summary->setText(tr("Looking at the file."));
    refreshButtons();
    const InstructionFileOrder order{.file = m_path, .batch = m_batchName->text().trimmed()};
    background([order](const std::stop_token &stop) {
        return readInstructionFile(order, stop);
    }).then(m_checking.get(), [this](const Result<InstructionFile> &file) {
        if (file)
            return hold(*file);
        m_busy->stop();
        m_summary->setText(tr("Nothing can be submitted."));
        m_banner->showError(file.error());
    });
}

/// Against the templates of the service; without them the service itself has to say what it does not know.
void InstructionFileDialog::hold(InstructionFile file)
{
    m_file = std::move(file);
    const keystone::PageReader<SettlementTemplate> read = [this](const keystone::Window &window) {
        return m_desk.client.listTemplates(window);
    };
    keystone::readAll<SettlementTemplate>(read, keystone::maxShortPageSize)
        .then(m_checking.get(), [this](const Result<keystone::Page<SettlementTemplate>> &page) {
            if (page && !page->hasMore())
                holdAgainst(m_file, page->rows);
            else if (!page)
                m_banner->showError(page.error());
            lookUpKnown();
        });
}

void InstructionFileDialog::lookUpKnown()
{
    QStringList keys;
    for (const FiledInstruction &filed : std::as_const(m_file.instructions))
        keys << filed.draft.idempotencyKey;
    m_desk.ledger.knownInstructions({m_desk.officer.service, m_desk.officer.clientId, {}}, keys)
        .then(m_checking.get(), [this](const Result<QHash<QString, InstructionRecord>> &known) {
            m_busy->stop();
            m_isChecked = true;
            if (known)
                showBefore(*known);
            else
                m_banner->showError(known.error());
            showFile();
        });
}

void InstructionFileDialog::showBefore(const QHash<QString, InstructionRecord> &known)
{
    m_before = std::count_if(known.begin(), known.end(),
                             [](const InstructionRecord &record) { return record.end.outcome == RowOutcome::Done; });
}

void InstructionFileDialog::showFile()
{
    QString text =
        tr("%1 instructions in %2 rows; %3 of them can be submitted.")
            .arg(numberText(m_file.instructions.size()), numberText(m_file.rows), numberText(m_file.usable()));
    if (!m_file.isSendable())
        text = tr("Nothing can be submitted before the errors are mended.");
    else if (m_file.usable() < m_file.instructions.size())
        text += u' ' + tr("The others have an error and are left out.");
    if (m_before > 0)
        text += u' ' + tr("%1 were submitted before and are not submitted again.").arg(numberText(m_before));
    m_summary->setText(text);
    showRows();
    refreshButtons();
    (m_submit->isEnabled() ? m_submit : m_close)->setFocus();
}

void InstructionFileDialog::submit()
{
    m_banner->clear();
    m_isStopping = false;
    m_hasEnded = false;
    m_batch = std::make_unique<InstructionBatch>(InstructionParts{m_desk.client, m_desk.ledger, m_desk.officer});
    connect(m_batch.get(), &InstructionBatch::progressed, this, &InstructionFileDialog::showProgress);
    connect(m_batch.get(), &InstructionBatch::ended, this, &InstructionFileDialog::showEnd, Qt::QueuedConnection);
    showProgress({.total = m_file.instructions.size()});
    refreshButtons();
    m_batch->submit(m_file);
}

void InstructionFileDialog::showProgress(const InstructionCounts &counts)
{
    m_progress->setValue(int(counts.ended() * permille / std::max<qint64>(counts.total, 1)));
    m_done->setCount(counts.done);
    m_failed->setCount(counts.failed);
    m_failed->setTone(counts.failed > 0 ? Tone::Bad : Tone::Neutral);
    m_unknown->setCount(counts.unknown);
    m_unknown->setTone(counts.unknown > 0 ? Tone::Unknown : Tone::Neutral);
    m_notSent->setCount(counts.notSent);
    m_summary->setText(tr("Submitting: %1 of %2.").arg(numberText(counts.ended()), numberText(counts.total)));
}

/// A pause that the service asks for.
void InstructionFileDialog::showWait(const RetryWait &wait)
{
    if (!m_batch || !wait.wholeQueue)
        return;
    m_summary->setText(tr("The service asks for a pause; it goes on %1.")
                           .arg(relativeText(wait.until, QDateTime::currentDateTimeUtc())));
}

void InstructionFileDialog::showEnd(const InstructionBatchReport &report)
{
    m_report = report;
    m_batch.reset();
    m_hasEnded = true;
    showProgress(report.counts);
    m_summary->setText(describe(report));
    if (report.error) {
        m_banner->showError(*report.error);
        m_summary->setText(countsText(report.counts));
    }
    showRows();
    refreshButtons();
    Q_EMIT submitted();
}

void InstructionFileDialog::showRows()
{
    QList<Record> records;
    if (m_hasEnded) {
        for (qsizetype i = 0; i < m_report.outcomes.size(); ++i)
            if (m_report.outcomes[i].outcome != RowOutcome::Done)
                records << recordOf(m_file, i, m_report.outcomes[i]);
    } else {
        for (const InstructionFinding &finding : std::as_const(m_file.findings))
            records << recordOf(records.size(), finding);
    }
    m_rows->setRecords(records);
    m_table->setVisible(!records.isEmpty());
    m_table->setAccessibleName(m_hasEnded ? tr("Instructions that are not done") : tr("Findings"));
}

void InstructionFileDialog::pickExport()
{
    auto *picker = new QFileDialog(this, tr("Write what is not done"), {}, tr("CSV (*.csv)"));
    picker->setObjectName(u"instructionExportPicker"_s);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->setAcceptMode(QFileDialog::AcceptSave);
    picker->setDefaultSuffix(u"csv"_s);
    picker->selectFile(QFileInfo(m_path).completeBaseName() + u"-rest.csv"_s);
    connect(picker, &QFileDialog::fileSelected, this, &InstructionFileDialog::exportTo);
    picker->open();
}

void InstructionFileDialog::exportTo(const QString &path)
{
    const auto remainders = remaindersOf(m_report, [this](const FiledOutcome &one) { return reasonText(m_file, one); });
    background([file = m_file, remainders, path](std::stop_token) {
        return exportInstructions(file, remainders, path);
    }).then(this, [this, path](const Result<qint64> &rows) {
        if (!rows)
            return m_banner->showError(rows.error());
        m_banner->showContent(
            {.tone = Tone::Good,
             .headline = tr("%1 rows were written to %2.").arg(numberText(*rows), path),
             .remedy = tr("Mend them there and submit that file; each keeps its key, so nothing is there twice.")});
    });
}

void InstructionFileDialog::refreshButtons()
{
    const bool isSubmitting = m_batch != nullptr;
    const bool isWhole = m_hasEnded && m_report.counts.done == m_report.counts.total;
    m_progress->setVisible(isSubmitting);
    m_tiles->setVisible(isSubmitting || m_hasEnded);
    m_batchRow->setVisible(!isSubmitting && !m_hasEnded);
    m_stop->setVisible(isSubmitting);
    m_stop->setEnabled(!m_isStopping);
    m_close->setText(m_hasEnded ? tr("Close") : tr("Cancel"));
    m_close->setEnabled(!isSubmitting);
    m_export->setVisible(m_hasEnded && !isWhole);
    m_submit->setVisible(!isWhole);
    const qint64 left = std::max<qint64>(m_file.usable() - (m_hasEnded ? m_report.counts.done : m_before), 0);
    if (m_hasEnded)
        m_submit->setText(tr("&Submit the rest again"));
    else if (left == 0)
        m_submit->setText(tr("&Submit"));
    else
        m_submit->setText(left == 1 ? tr("&Submit 1 instruction")
                                    : tr("&Submit %1 instructions").arg(numberText(left)));
    m_submit->setEnabled(m_isChecked && !isSubmitting && m_file.isSendable() && left > 0);
}

void InstructionFileDialog::reject()
{
    if (!m_batch)
        QDialog::reject();
}

} // namespace chancery
