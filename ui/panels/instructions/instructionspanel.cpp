// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructionspanel.h"

#include "core/keystone/readall.h"
#include "ui/panels/instructions/instructiondetail.h"
#include "ui/panels/instructions/instructiondialog.h"
#include "ui/panels/instructions/instructionfiledialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/instructiontext.h"

#include <QComboBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>
#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keystone::Instruction;

namespace {

constexpr int listShare = 50;
constexpr auto lookEvery = 4s; ///< at the chosen one while it waits
constexpr auto lookAtMostEvery = 60s;
constexpr int looksForAList = 6; ///< so often the whole list is asked for instead

ListSection::Facts facts()
{
    return {.key = u"instructions"_s,
            .title = InstructionsPanel::tr("Instructions"),
            .iconName = u"settlement"_s,
            .columns = {InstructionsPanel::tr("Trade reference"), InstructionsPanel::tr("Status"),
                        InstructionsPanel::tr("Side"), InstructionsPanel::tr("Legs")},
            .stretchColumn = 0,
            .empty = {u"settlement"_s, InstructionsPanel::tr("No instructions"),
                      InstructionsPanel::tr("None of this status is there. Submit one side of a trade; once the "
                                            "counterparty has submitted the other, the service makes a settlement of "
                                            "both.")}};
}

Record recordOf(const Instruction &one, const QDateTime &now)
{
    const QString party = one.party.name.isEmpty() ? one.party.externalReference : one.party.name;
    const bool isPending = one.status == u"pending_match";
    return {one.id,
            {{.text = one.tradeReference, .copy = one.tradeReference},
             {.text = instructionStatusName(one.status),
              .tip = isPending ? InstructionsPanel::tr("Expires %1").arg(relativeText(one.expiresAt, now)) : one.status,
              .copy = one.status,
              .tone = toneOfInstruction(one.status)},
             {.text = one.role + u" · "_s + party, .tip = one.party.externalReference},
             {.text = legsLine(one.legs)}}};
}

} // namespace

InstructionsPanel::InstructionsPanel(const InstructionDesk &desk, QWidget *parent)
    : ListSection(facts(), parent)
    , m_desk(desk)
    , m_lostNotice(new Banner(this))
    , m_filter(new QComboBox(this))
    , m_detail(new InstructionDetail)
{
    auto *pane = new ScrollPane(m_detail, this);
    pane->setObjectName(u"instructionPane"_s);
    setDetail(pane, listShare);
    guardActions({m_detail->canceller()});
    const int letter = fontMetrics().averageCharWidth();
    table()->setLeastWidth(1, letter * 19);
    table()->setLeastWidth(2, letter * 14);
    table()->setLeastWidth(3, letter * 20);
    m_detail->setMayWrite(desk.client.guardLevel() != GuardLevel::ReadOnly);
    buildFilter();
    buildActions();
    m_lostNotice->setObjectName(u"lostNotice"_s);
    addNotice(m_lostNotice);
    connect(m_lostNotice, &Banner::dismissed, this, [this] { m_lostNews.clear(); });
    connect(m_detail, &InstructionDetail::cancelWanted, this, &InstructionsPanel::askCancel);
    connect(m_detail, &InstructionDetail::settlementWanted, this, &InstructionsPanel::settlementWanted);
    m_poll.setInterval(lookEvery);
    connect(&m_poll, &QTimer::timeout, this, &InstructionsPanel::look);
}

InstructionsPanel::~InstructionsPanel() = default;

void InstructionsPanel::buildFilter()
{
    m_filter->setObjectName(u"instructionsFilter"_s);
    m_filter->setAccessibleName(tr("Status"));
    m_filter->setToolTip(tr("Only instructions of this status (Alt+S)"));
    m_filter->addItem(tr("Every status"), QString());
    for (const QString &status : {u"pending_match"_s, u"matched"_s, u"cancelled"_s, u"expired"_s})
        m_filter->addItem(instructionStatusName(status), status);
    addTool(m_filter);
    connect(m_filter, &QComboBox::currentIndexChanged, this, &InstructionsPanel::refresh);
    auto *focus = new QShortcut(QKeySequence(tr("Alt+S")), this);
    connect(focus, &QShortcut::activated, m_filter, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
}

void InstructionsPanel::buildActions()
{
    QPushButton *file = addAction(u"submitFile"_s, tr("Submit a fi&le…"));
    QPushButton *fresh = addAction(u"newInstruction"_s, tr("&New instruction…"), ButtonKind::Primary);
    const bool mayWrite = m_desk.client.guardLevel() != GuardLevel::ReadOnly;
    for (QPushButton *button : {file, fresh}) {
        button->setEnabled(mayWrite);
        if (!mayWrite)
            button->setToolTip(tr("This connection may only read."));
    }
    connect(file, &QPushButton::clicked, this, &InstructionsPanel::pickFile);
    connect(fresh, &QPushButton::clicked, this, &InstructionsPanel::openForm);
}

bool InstructionsPanel::hasUnsavedWork() const
{
    return m_fileDialog && m_fileDialog->isSubmitting();
}

QString InstructionsPanel::unsavedWork() const
{
    return tr("A file of instructions is being submitted. What is not sent yet stays unsent; the same file carries on "
              "later.");
}

void InstructionsPanel::load()
{
    const QString status = m_filter->currentData().toString();
    const keystone::PageReader<Instruction> read = [this, status](const keystone::Window &window) {
        return m_desk.client.listInstructions(window, status);
    };
    keystone::readAll<Instruction>(read, keystone::maxPageSize)
        .then(work(), [this](const Result<keystone::Page<Instruction>> &page) {
            if (page)
                take(*page);
            else
                fail(page.error());
        });
}

void InstructionsPanel::take(const keystone::Page<Instruction> &page)
{
    m_page = page;
    m_instructions = page.rows;
    std::stable_sort(m_instructions.begin(), m_instructions.end(),
                     [](const Instruction &a, const Instruction &b) { return a.createdAt > b.createdAt; });
    offerStatuses();
    showAll();
    if (!m_wanted.isEmpty())
        choose(std::exchange(m_wanted, {}));
    settleLost();
}

/// What can't be found out now is asked again at the next listing.
void InstructionsPanel::settleLost()
{
    if (std::exchange(m_isSettling, true))
        return;
    settleLostInstructions(m_desk.client, m_desk.ledger, m_desk.officer)
        .then(this, [this](const Result<QList<LostInstruction>> &lost) {
            m_isSettling = false;
            if (lost)
                tellLost(*lost);
        });
}

/// Each once, and until a person puts it away.
void InstructionsPanel::tellLost(const QList<LostInstruction> &lost)
{
    QStringList news;
    for (const LostInstruction &one : lost)
        if (const QString text = describe(one); !m_toldOfLost.contains(text))
            news << text;
    if (news.isEmpty())
        return;
    m_toldOfLost << news;
    m_lostNews << news;
    const bool haveAllArrived =
        std::all_of(lost.begin(), lost.end(), [](const LostInstruction &one) { return one.fate == LostFate::Arrived; });
    const bool isOne = m_lostNews.size() == 1;
    m_lostNotice->showContent(
        {.tone = isOne && haveAllArrived ? Tone::Good : Tone::Attention,
         .headline = isOne ? m_lostNews.first() : tr("The answers to some instructions were lost."),
         .remedy = isOne ? QString() : m_lostNews.join(u'\n')});
}

void InstructionsPanel::showAll()
{
    const QDateTime now = m_desk.client.now();
    QList<Record> records;
    for (const Instruction &one : std::as_const(m_instructions))
        records << recordOf(one, now);
    QString summary = records.size() == 1 ? tr("1 instruction") : tr("%1 instructions").arg(numberText(records.size()));
    if (m_page.total > records.size() + m_page.damaged.size())
        summary = tr("The first %1 of %2 instructions").arg(numberText(records.size()), numberText(m_page.total));
    if (!m_page.damaged.isEmpty())
        summary += u" · "_s + tr("%1 could not be read").arg(m_page.damaged.size());
    showRecords(records, summary);
    const auto waiting = std::count_if(m_instructions.begin(), m_instructions.end(),
                                       [](const Instruction &one) { return one.status == u"pending_match"; });
    table()->setAccessibleDescription(tr("%1 of them wait for their match").arg(waiting));
}

/// Those that are not known here can be chosen, too, once they were seen.
void InstructionsPanel::offerStatuses()
{
    for (const Instruction &one : std::as_const(m_instructions))
        if (m_filter->findData(one.status) < 0)
            m_filter->addItem(one.status, one.status);
}

const Instruction *InstructionsPanel::current() const
{
    const QString id = currentId();
    const auto found = std::find_if(m_instructions.cbegin(), m_instructions.cend(),
                                    [&](const Instruction &one) { return one.id == id; });
    return found == m_instructions.cend() ? nullptr : &*found;
}

void InstructionsPanel::showCurrent(const QString &)
{
    const Instruction *const chosen = current();
    m_detail->setEnabled(chosen != nullptr);
    if (!chosen)
        return;
    m_detail->show(*chosen);
    if (!chosen->settlementId.isEmpty())
        readSettlement(chosen->settlementId);
}

/// What can't be read is left out; the link to the settlement stays.
void InstructionsPanel::readSettlement(const QString &id)
{
    m_desk.client.readSettlement(id).then(work(), [this](const Result<keystone::Settlement> &settlement) {
        if (settlement)
            m_detail->showSettlement(*settlement);
    });
}

void InstructionsPanel::showEvent(QShowEvent *event)
{
    ListSection::showEvent(event);
    m_poll.start();
}

void InstructionsPanel::hideEvent(QHideEvent *event)
{
    m_poll.stop();
    ListSection::hideEvent(event);
}

/// At the chosen one while it waits for its match, and now and then at all of them.
void InstructionsPanel::look()
{
    const Instruction *const chosen = current();
    if (++m_looks % looksForAList == 0)
        return refresh();
    if (!chosen || chosen->status != u"pending_match" || std::exchange(m_isLooking, true))
        return;
    m_desk.client.readInstruction(chosen->id).then(this, [this](const Result<Instruction> &now) { looked(now); });
}

void InstructionsPanel::looked(const Result<Instruction> &now)
{
    m_isLooking = false;
    // A service in trouble is asked more and more seldom; the next listing tells of it.
    m_poll.setInterval(now ? std::chrono::milliseconds(lookEvery)
                           : std::min<std::chrono::milliseconds>(lookAtMostEvery, m_poll.intervalAsDuration() * 2));
    if (!now)
        return;
    const auto known = std::find_if(m_instructions.begin(), m_instructions.end(),
                                    [&](const Instruction &one) { return one.id == now->id; });
    if (known == m_instructions.end() || *known == *now)
        return;
    *known = *now;
    showAll();
}

void InstructionsPanel::openForm()
{
    auto *dialog = new InstructionDialog(m_desk, window());
    connect(dialog, &InstructionDialog::submitted, this, [this](const QString &id) {
        m_wanted = id;
        m_filter->setCurrentIndex(0);
        refresh();
    });
    dialog->open();
}

void InstructionsPanel::pickFile()
{
    auto *picker = new QFileDialog(window(), tr("File of instructions"), {},
                                   tr("Tables (*.csv *.txt *.tsv *.xlsx *.gz);;All files (*)"));
    picker->setObjectName(u"instructionFilePicker"_s);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->setFileMode(QFileDialog::ExistingFile);
    connect(picker, &QFileDialog::fileSelected, this, &InstructionsPanel::openFile);
    picker->open();
}

void InstructionsPanel::openFile(const QString &path)
{
    if (m_fileDialog)
        return m_fileDialog->raise();
    m_fileDialog = new InstructionFileDialog(m_desk, path, window());
    connect(m_fileDialog, &InstructionFileDialog::submitted, this, &InstructionsPanel::refresh);
    connect(m_fileDialog, &QObject::destroyed, this, [this] { m_fileDialog = nullptr; });
    m_fileDialog->open();
}

void InstructionsPanel::askCancel()
{
    const Instruction *const chosen = current();
    if (!chosen)
        return;
    auto *question =
        new QMessageBox(QMessageBox::NoIcon, tr("Cancel instruction"),
                        tr("Cancel the instruction %1?").arg(chosen->tradeReference), QMessageBox::NoButton, window());
    question->setObjectName(u"cancelQuestion"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("%1 as %2 %3. Nobody can match it any more then, and it can't be brought back. "
                                    "Where the counterparty was quicker, nothing happens and you are told.")
                                     .arg(chosen->party.externalReference, chosen->role, legsSentence(chosen->legs)));
    QPushButton *sure = question->addButton(tr("&Cancel instruction"), QMessageBox::DestructiveRole);
    sure->setObjectName(u"cancelConfirm"_s);
    setButtonKind(*sure, ButtonKind::Danger);
    QPushButton *keep = question->addButton(tr("&Keep it"), QMessageBox::RejectRole);
    keep->setObjectName(u"cancelKeep"_s);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(sure, &QPushButton::clicked, this, [this, instruction = *chosen] { cancel(instruction); });
    question->open();
}

void InstructionsPanel::cancel(const Instruction &instruction)
{
    setBusy(true);
    cancelInstruction(m_desk.client, m_desk.ledger, m_desk.officer, instruction)
        .then(this, [this](const Result<InstructionCancelReport> &report) {
            setBusy(false);
            cancelled(report);
        });
}

void InstructionsPanel::cancelled(const Result<InstructionCancelReport> &report)
{
    if (!report)
        return banner()->showError(report.error());
    if (report->now)
        looked(*report->now);
    banner()->clear();
    Q_EMIT statusChanged(describe(*report));
    if (report->outcome == RowOutcome::Done)
        return;
    BannerContent content{.tone = report->outcome == RowOutcome::Unknown ? Tone::Unknown : Tone::Attention,
                          .headline = describe(*report)};
    if (report->error)
        content.details = describe(*report->error).details;
    banner()->showContent(content);
}

} // namespace chancery
