// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/reviewdialog.h"

#include "ui/dialogs/changetable.h"
#include "ui/dialogs/conflictlist.h"
#include "ui/models/changewords.h"
#include "ui/models/passportwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/texts.h"
#include "ui/words/plantext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 720;
constexpr int usualHeight = 420;

} // namespace

ReviewDialog::ReviewDialog(const ReviewOrder &order, QWidget *parent)
    : QDialog(parent)
    , m_dialect(order.client.settings().dialect)
    , m_base(order.base)
    , m_save(order.client, order.base, order.patch, order.gate)
    , m_keeper(order.keeper)
{
    setObjectName(u"reviewDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Review changes"));
    build(order.place);
    connectParts();
    readAgain();
}

void ReviewDialog::build(const DialogPlace &place)
{
    auto *head = new DialogHead(windowTitle(), place, this);
    head->setSubject(tr("%1, %2").arg(m_base.name, keyText(m_base.key)));
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    m_meanwhile = new QLabel(this);
    m_meanwhile->setObjectName(u"changedMeanwhile"_s);
    m_meanwhile->setWordWrap(true);
    m_meanwhile->setVisible(false);
    m_conflicts = new ConflictList(this);
    m_conflicts->setVisible(false);
    m_changes = new ChangeTable(this);
    m_statement = new QLabel(this);
    m_statement->setObjectName(u"reviewStatement"_s);
    m_statement->setWordWrap(true);
    setType(*m_statement, Type::BodyStrong);
    m_back = new QPushButton(tr("Back"), this);
    m_back->setObjectName(u"reviewBack"_s);
    m_back->setAutoDefault(false);
    m_send = new QPushButton(place.live ? tr("Save on the live service") : tr("Save"), this);
    m_send->setObjectName(u"reviewSave"_s);
    m_send->setDefault(true);
    setButtonKind(*m_send, ButtonKind::Primary);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    for (QWidget *part :
         {static_cast<QWidget *>(head), static_cast<QWidget *>(m_busy), static_cast<QWidget *>(m_banner),
          static_cast<QWidget *>(m_meanwhile), static_cast<QWidget *>(m_conflicts)})
        column->addWidget(part);
    column->addWidget(m_changes, 1);
    column->addWidget(m_statement);
    column->addLayout(buttons);
    resize(usualWidth, usualHeight);
}

void ReviewDialog::connectParts()
{
    connect(&m_save, &PassportSave::readyForReview, this, &ReviewDialog::showReview);
    connect(&m_save, &PassportSave::readFailed, this, [this](const Error &error) {
        m_busy->stop();
        m_statement->clear();
        m_banner->showError(error);
        offerReading();
    });
    connect(&m_save, &PassportSave::ended, this, &ReviewDialog::showEnd);
    connect(m_back, &QPushButton::clicked, this, &ReviewDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &ReviewDialog::save);
    connect(m_conflicts, &ConflictList::chosen, this, [this](const QString &path, Side side) {
        m_save.choose(path, side);
        refreshSave();
    });
}

void ReviewDialog::readAgain()
{
    m_banner->clear();
    m_busy->start();
    m_send->setEnabled(false);
    m_statement->setText(tr("Reading the passport again, to see whether it changed meanwhile."));
    m_save.prepare();
}

void ReviewDialog::offerReading()
{
    QPushButton *again = m_banner->addAction(tr("Read again"));
    again->setObjectName(u"readAgain"_s);
    connect(again, &QPushButton::clicked, this, &ReviewDialog::readAgain, Qt::QueuedConnection);
}

void ReviewDialog::showReview()
{
    m_busy->stop();
    showMeanwhile();
    m_conflicts->show(m_save.merge().conflicts());
    refreshSave();
}

void ReviewDialog::showMeanwhile()
{
    const SaveMerge &merge = m_save.merge();
    m_meanwhile->setVisible(merge.changedMeanwhile());
    if (!merge.changedMeanwhile())
        return;
    QStringList words{tr("This passport changed on the service since you began to edit it (%1).")
                          .arg(relativeText(merge.theirs().updatedAt, QDateTime::currentDateTimeUtc()))};
    const QList<keyban::FieldChange> &theirs = merge.theirChanges();
    for (const keyban::FieldChange &change : theirs.first(qMin<qsizetype>(3, theirs.size())))
        words << tr("%1: %2.").arg(change.path, changeText(change));
    words << (merge.conflicts().isEmpty() ? tr("Your changes are laid over it; what others changed stays.")
                                          : tr("Choose which value is to stand:"));
    m_meanwhile->setText(words.join(u' '));
}

void ReviewDialog::refreshSave()
{
    const SaveMerge &merge = m_save.merge();
    const keyban::ChangeForecast forecast = m_save.forecast();
    const bool something = changeCount(forecast) > 0;
    m_isThere = !something && merge.isResolved() && !merge.theirs().id.isEmpty();
    m_changes->show(forecast);
    m_statement->setText(something ? certificateText(merge.theirs(), forecast, m_dialect)
                                   : tr("Nothing is left to save: the service has these values."));
    m_send->setEnabled(something && merge.isResolved() && !m_save.isSaving());
    m_send->setToolTip(merge.isResolved() ? QString() : tr("Choose a value for each field above first"));
}

void ReviewDialog::save()
{
    const auto plan = m_save.gatedPlan();
    if (!plan)
        return send({});
    passGate(m_keeper, this, *plan, [this](const QString &approvalId) { send(approvalId); });
}

void ReviewDialog::send(const QString &approvalId)
{
    m_banner->clear();
    m_busy->start();
    for (QWidget *part :
         {static_cast<QWidget *>(m_send), static_cast<QWidget *>(m_back), static_cast<QWidget *>(m_conflicts)})
        part->setEnabled(false);
    m_save.save(approvalId);
}

void ReviewDialog::showEnd(const SaveEnd &end)
{
    m_busy->stop();
    m_back->setEnabled(true);
    m_conflicts->setEnabled(true);
    if (end.outcome == RowOutcome::Done) {
        Q_EMIT saved(end);
        accept();
        return;
    }
    if (end.outcome == RowOutcome::Unknown)
        showUnknown(end);
    else if (end.error)
        m_banner->showError(*end.error);
    refreshSave();
    Q_EMIT notSaved(end);
}

void ReviewDialog::showUnknown(const SaveEnd &end)
{
    const QString remedy =
        end.now ? tr("Read again a moment later, the passport does not show the change. It may still arrive; saving "
                     "the same values again does no harm.")
                : tr("The passport could not be read either. Read it again before you save again.");
    m_banner->showContent({.tone = Tone::Unknown,
                           .headline = tr("Whether the change was saved is unknown: the answer was lost."),
                           .serverWords = {},
                           .remedy = remedy,
                           .details = {}});
    offerReading();
}

void ReviewDialog::reject()
{
    if (m_save.isSaving()) // what is on its way is waited for
        return;
    if (m_isThere)
        Q_EMIT saved({RowOutcome::Done, m_save.merge().theirs(), {}, {}});
    QDialog::reject();
}

} // namespace chancery
