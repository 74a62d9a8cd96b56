// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/awards/newbatchdialog.h"

#include "core/async/background.h"
#include "core/catalogue/preview.h"
#include "ui/models/recordsmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/awardtext.h"
#include "ui/words/quantities.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QUrl>

#include <algorithm>

// What the dialog does; where its parts are is in newbatchdialoglayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownFindings = 1000;
constexpr int pauseMs = 400;

Record recordOf(qsizetype number, const AwardFinding &finding)
{
    const FindingText text = describe(finding);
    const bool isError = severityOf(finding.fault) == catalogue::Severity::Error;
    return {u"f%1"_s.arg(number),
            {{.text = numberText(finding.line), .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = finding.column},
             {.text = isError ? NewBatchDialog::tr("Error") : NewBatchDialog::tr("Warning"),
              .tone = isError ? Tone::Bad : Tone::Attention},
             {.text = text.message, .tip = text.message},
             {.text = text.remedy, .tip = text.remedy}}};
}

/// All that decides what a check finds.
QStringList partsOf(const AwardFileOrder &order)
{
    return {order.file, order.batch, order.reason, order.columns.account, order.columns.amount, order.columns.reason};
}

QString localPath(const QString &typed)
{
    const QString path = typed.trimmed();
    return path.startsWith(u"file:"_s) ? QUrl(path).toLocalFile() : path;
}

} // namespace

NewBatchDialog::NewBatchDialog(const AwardDesk &desk, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
{
    setObjectName(u"newBatchDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New batch of awards"));
    setAcceptDrops(true);
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connectParts();
    readLimits();
    showSums();
    refreshButtons();
    m_path->setFocus();
}

/// A field that has the keyboard says on its end that it was edited, when nobody is here any more to hear it.
NewBatchDialog::~NewBatchDialog()
{
    for (QLineEdit *field : {m_path, m_name, m_reason})
        field->disconnect(this);
}

void NewBatchDialog::connectParts()
{
    connect(m_choose, &QPushButton::clicked, this, &NewBatchDialog::pickFile);
    connect(m_path, &QLineEdit::textChanged, this, &NewBatchDialog::fileTyped);
    for (QLineEdit *field : {m_path, m_name, m_reason}) {
        connect(field, &QLineEdit::textChanged, this, &NewBatchDialog::edited);
        connect(field, &QLineEdit::editingFinished, this, &NewBatchDialog::checkNow);
    }
    for (QComboBox *column : std::as_const(m_columnOf))
        connect(column, &QComboBox::activated, this, &NewBatchDialog::checkNow);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (QFileInfo(localPath(m_path->text())).isFile()) // else it is still being typed
            checkNow();
        else
            refreshButtons();
    });
    connect(m_path, &QLineEdit::returnPressed, this, [this] { m_goesOn = true; });
    connect(m_again, &QPushButton::clicked, this, &NewBatchDialog::checkAgain);
    connect(m_leaveOut, &QCheckBox::toggled, this, &NewBatchDialog::refreshButtons);
    connect(m_total, &QLineEdit::textChanged, this, &NewBatchDialog::refreshButtons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_mint, &QPushButton::clicked, this, &QDialog::accept);
}

void NewBatchDialog::openFile(const QString &path)
{
    m_path->setText(path);
    m_goesOn = true;
    checkAgain();
}

/// The file may be another by now.
void NewBatchDialog::checkAgain()
{
    m_checkedFor.clear();
    checkNow();
}

void NewBatchDialog::pickFile()
{
    const QString before = localPath(m_path->text());
    auto *picker = new QFileDialog(this, tr("Choose a file of awards"),
                                   before.isEmpty() ? QDir::homePath() : QFileInfo(before).path(),
                                   tr("Tables (*.csv *.tsv *.txt *.csv.gz *.xlsx);;All files (*)"));
    picker->setObjectName(u"chooseAwardsDialog"_s);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->setFileMode(QFileDialog::ExistingFile);
    connect(picker, &QFileDialog::fileSelected, this, &NewBatchDialog::openFile);
    picker->open();
}

void NewBatchDialog::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void NewBatchDialog::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openFile(event->mimeData()->urls().first().toLocalFile());
}

/// Another file has other columns, and gives the batch its name unless a person did.
void NewBatchDialog::fileTyped()
{
    m_columns->hide();
    for (QComboBox *column : std::as_const(m_columnOf))
        column->clear();
    const QString name = QFileInfo(localPath(m_path->text())).completeBaseName();
    if (m_name->text().trimmed().isEmpty() || m_name->text() == m_ownName)
        m_name->setText(name);
    m_ownName = name;
}

AwardFileOrder NewBatchDialog::fileOrder() const
{
    const auto column = [this](qsizetype which) { return m_columnOf[which]->currentData().toString(); };
    return {.file = localPath(m_path->text()),
            .batch = m_name->text().trimmed(),
            .columns = {.account = column(0), .amount = column(1), .reason = column(2)},
            .reason = m_reason->text().trimmed()};
}

/// What was checked holds no longer, unless it is the same again.
void NewBatchDialog::edited()
{
    m_pause.start();
    refreshButtons();
}

void NewBatchDialog::checkNow()
{
    m_pause.stop();
    const AwardFileOrder order = fileOrder();
    if (!order.file.isEmpty() && !order.batch.isEmpty())
        check(order);
    else
        refreshButtons();
}

Result<NewBatchDialog::Checked> NewBatchDialog::checkFile(const AwardFileOrder &order, const std::stop_token &stop)
{
    auto file = readAwardFile(order, stop);
    if (!file)
        return file.error();
    Checked checked{.file = *std::move(file)};
    QSet<QString> accounts;
    for (const AwardLine &line : std::as_const(checked.file.lines))
        accounts << line.accountId;
    checked.accounts = accounts.size();
    checked.total = checked.file.total();
    const bool isOfFileItself = std::any_of(checked.file.findings.cbegin(), checked.file.findings.cend(),
                                            [](const AwardFinding &finding) { return isOfFile(finding.fault); });
    if (isOfFileItself) {
        const auto seen = catalogue::glance(order.file, order.format);
        checked.headers = seen ? seen->headers : QStringList();
    }
    return checked;
}

void NewBatchDialog::check(const AwardFileOrder &order)
{
    const QStringList filled = partsOf(order);
    if (filled == m_checkedFor)
        return refreshButtons();
    m_checkedFor = filled;
    m_isChecked = false;
    m_banner->clear();
    m_busy->start();
    m_summary->setText(tr("Looking at the file."));
    m_checking = std::make_unique<QObject>();
    background([order](const std::stop_token &stop) {
        return checkFile(order, stop);
    }).then(m_checking.get(), [this](const Result<Checked> &checked) { take(checked); });
    refreshButtons();
}

void NewBatchDialog::take(const Result<Checked> &checked)
{
    m_checking.release()->deleteLater();
    m_busy->stop();
    m_isChecked = checked.ok();
    m_checked = checked ? *checked : Checked{};
    if (!checked) {
        m_banner->showError(checked.error());
    }
    m_leaveOut->setChecked(false);
    offerColumns();
    showFindings();
    showSums();
    refreshButtons();
    if (!std::exchange(m_goesOn, false))
        return;
    const QWidgetList next = {m_columns, m_leaveOut, m_confirmation};
    const auto first = std::find_if(next.begin(), next.end(), [](const QWidget *part) { return part->isVisible(); });
    if (first != next.end())
        (*first)->setFocus(Qt::OtherFocusReason);
}

bool NewBatchDialog::isCurrent() const
{
    return m_isChecked && m_checkedFor == partsOf(fileOrder());
}

/// Once a column was not found, they stay to be chosen until there is another file.
void NewBatchDialog::offerColumns()
{
    if (m_checked.headers.isEmpty())
        return;
    const QStringList shown = {m_columnOf[0]->currentText(), m_columnOf[1]->currentText(),
                               m_columnOf[2]->currentText()};
    for (qsizetype which = 0; which < m_columnOf.size(); ++which) {
        QComboBox *const column = m_columnOf[which];
        if (column->count() > 0)
            continue;
        column->addItem(tr("By its usual name"), QString());
        for (const QString &header : std::as_const(m_checked.headers))
            column->addItem(header, header.trimmed());
        column->setCurrentIndex(std::max(0, column->findText(shown[which])));
    }
    m_columns->show();
}

void NewBatchDialog::showFindings()
{
    QList<Record> records;
    const QList<AwardFinding> &findings = m_checked.file.findings;
    for (qsizetype place = 0; place < std::min<qsizetype>(findings.size(), shownFindings); ++place)
        records << recordOf(place, findings[place]);
    m_rows->setRecords(records);
    m_table->setVisible(!records.isEmpty());
}

void NewBatchDialog::readLimits()
{
    m_desk.ledger.mintLimits(m_desk.author.profileId).then(this, [this](const Result<MintLimits> &limits) {
        if (!limits)
            return m_banner->showError(limits.error());
        m_limits = *limits;
        showSums();
    });
}

qint64 NewBatchDialog::overAction() const
{
    const QList<AwardLine> &lines = m_checked.file.lines;
    return m_limits.action == 0 ? 0 : std::count_if(lines.begin(), lines.end(), [this](const AwardLine &line) {
        return line.points > m_limits.action;
    });
}

void NewBatchDialog::showSums()
{
    const AwardFile &file = m_checked.file;
    if (!m_isChecked)
        return m_summary->setText(tr(
            "A table with the columns account, amount and reason, one award a row. It is read and checked as a whole "
            "before anything is sent."));
    if (file.lines.isEmpty())
        return m_summary->setText(m_checked.headers.isEmpty()
                                      ? tr("Nothing can be minted before the errors are mended.")
                                      : tr("Choose the columns above, or name them in the file."));
    const QString rows =
        file.rows == 1 ? tr("1 row, and it can be minted")
                       : tr("%1, %2 of them can be minted").arg(rowsText(file.rows), numberText(file.lines.size()));
    QStringList texts{tr("%1: %2 in total for %3.")
                          .arg(rows, pointsText(m_checked.total.value_or(0)), accountsText(m_checked.accounts))};
    if (!m_checked.total)
        texts = {tr("The points of all lines together are more than a service takes exactly. Part the file.")};
    if (const qint64 over = overAction(); over == 1)
        texts << tr("1 line is over the limit of %1 points a mint and will not be sent; Limits… in Points changes it.")
                     .arg(numberText(m_limits.action));
    else if (over > 1)
        texts << tr("%1 lines are over the limit of %2 points a mint and will not be sent; Limits… in Points changes "
                    "it.")
                     .arg(numberText(over), numberText(m_limits.action));
    if (file.findings.size() > shownFindings)
        texts << tr("The first %1 findings of %2 are listed.")
                     .arg(numberText(shownFindings), numberText(file.findings.size()));
    m_summary->setText(texts.join(u' '));
}

/// As it is shown, or the bare digits.
bool NewBatchDialog::isTotalTyped() const
{
    const QString typed = m_total->text().trimmed();
    return m_checked.total && (typed == numberText(*m_checked.total) || typed == QString::number(*m_checked.total));
}

/// What is to be done before points can be minted.
QString NewBatchDialog::missing() const
{
    if (localPath(m_path->text()).isEmpty())
        return tr("Choose a file.");
    if (m_name->text().trimmed().isEmpty())
        return tr("The batch needs a name.");
    if (!isCurrent())
        return {};
    if (!m_checked.file.isSendable())
        return tr("Nothing of this file can be minted.");
    if (leftOut() > 0 && !m_leaveOut->isChecked())
        return tr("Mend the errors, or leave their lines out.");
    return isTotalTyped() ? QString() : tr("Type the total to confirm it.");
}

void NewBatchDialog::refreshButtons()
{
    const bool isSendable = isCurrent() && m_checked.file.isSendable();
    const QString total = numberText(m_checked.total.value_or(0));
    m_leaveOut->setText(leftOut() == 1 ? tr("&Leave out the line with an error")
                                       : tr("&Leave out the %1 lines with an error").arg(numberText(leftOut())));
    m_leaveOut->setVisible(isSendable && leftOut() > 0);
    m_confirmation->setVisible(isSendable);
    m_totalLabel->setText(tr("&Type the total, %1:").arg(total));
    m_total->setAccessibleName(tr("Type the total, %1").arg(total));
    m_missing->setText(missing());
    m_mint->setText(isSendable ? tr("&Mint %1").arg(pointsText(m_checked.total.value_or(0))) : tr("&Mint"));
    m_mint->setAccessibleName(m_mint->text().remove(u'&'));
    m_mint->setEnabled(isSendable && missing().isEmpty());
}

AwardOrder NewBatchDialog::order() const
{
    return {.file = m_checked.file, .confirmed = m_checked.total.value_or(0)};
}

} // namespace chancery
