// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/tiers/tiereditor.h"

#include "core/keyban/calls.h"
#include "ui/panels/tiers/tiertext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/form.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keyban;

namespace {

constexpr int usualWidth = 560;
constexpr int mostVisits = 999'999'999;

bool isRatio(const QString &text)
{
    return encodeRewardTier({.currencyToPointRatio = text}, TierWrite::Change).ok();
}

/// What was sent may have been acted upon.
bool isLost(const Error &error)
{
    return error.reach == Reach::Unknown || (error.reach == Reach::Answered && error.httpStatus / 100 == 2);
}

} // namespace

TierEditor::TierEditor(const Facts &facts, QWidget *parent)
    : QDialog(parent)
    , m_facts(facts)
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_name(new QLineEdit(this))
    , m_visits(new QSpinBox(this))
    , m_ratio(new QLineEdit(this))
    , m_image(new QLineEdit(this))
    , m_rule(new QLabel(this))
    , m_missing(new QLabel(this))
    , m_send(new QPushButton(facts.known ? tr("&Save") : tr("Cr&eate"), this))
{
    setObjectName(u"tierEditor"_s);
    setWindowTitle(facts.known ? tr("Edit the reward tier") : tr("New reward tier"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    fill();
    for (QLineEdit *field : {m_name, m_ratio, m_image})
        connect(field, &QLineEdit::textChanged, this, &TierEditor::refresh);
    connect(m_visits, &QSpinBox::valueChanged, this, &TierEditor::refresh);
    connect(m_send, &QPushButton::clicked, this, &TierEditor::send);
    refresh();
}

void TierEditor::layOut()
{
    m_banner->setObjectName(u"tierEditorBanner"_s);
    m_name->setObjectName(u"tierName"_s);
    m_visits->setObjectName(u"tierVisits"_s);
    m_visits->setRange(0, mostVisits);
    m_visits->setGroupSeparatorShown(true);
    m_ratio->setObjectName(u"tierRatio"_s);
    m_ratio->setPlaceholderText(tr("Points for 1 unit of the currency, such as 1.5"));
    m_image->setObjectName(u"tierImageUrl"_s);
    m_image->setPlaceholderText(tr("Address of a background image; may stay empty"));
    for (QLabel *words : {m_rule, m_missing}) {
        words->setWordWrap(true);
        words->setTextFormat(Qt::PlainText);
    }
    m_rule->setObjectName(u"tierEditorRule"_s);
    m_missing->setObjectName(u"tierMissing"_s);
    setType(*m_missing, Type::Secondary);
    m_send->setObjectName(u"tierSend"_s);
    m_send->setDefault(true);
    setButtonKind(*m_send, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"tierCancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *form = new Form;
    form->addField(tr("&Name"), m_name);
    form->addField(tr("&Visits needed"), m_visits);
    form->addField(tr("&Points for 1"), m_ratio);
    form->addField(tr("&Image"), m_image);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto *head = new DialogHead(windowTitle(), m_facts.place, this);
    head->setSubject(m_facts.known ? m_facts.known->name : QString());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addLayout(form);
    column->addWidget(m_rule);
    column->addLayout(buttons);
    setMinimumWidth(usualWidth);
    m_name->setFocus();
}

/// A banner makes the dialog taller; else the form would give way to it.
bool TierEditor::event(QEvent *event)
{
    const bool isTaken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && layout()->hasHeightForWidth())
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    return isTaken;
}

void TierEditor::fill()
{
    if (!m_facts.known)
        return;
    m_name->setText(m_facts.known->name);
    m_visits->setValue(int(std::min<qint64>(m_facts.known->requiredVisits, mostVisits)));
    m_ratio->setText(m_facts.known->currencyToPointRatio);
    m_image->setText(m_facts.known->imageUrl);
}

/// Of a known tier only what differs.
RewardTierDraft TierEditor::draft() const
{
    RewardTierDraft draft{.name = m_name->text().trimmed(),
                          .requiredVisits = m_visits->value(),
                          .currencyToPointRatio = m_ratio->text().trimmed(),
                          .imageUrl = m_image->text().trimmed()};
    if (!m_facts.known)
        return draft;
    if (draft.name == m_facts.known->name)
        draft.name.clear();
    if (draft.requiredVisits == m_facts.known->requiredVisits)
        draft.requiredVisits.reset();
    if (draft.currencyToPointRatio == m_facts.known->currencyToPointRatio)
        draft.currencyToPointRatio.clear();
    if (draft.imageUrl == m_facts.known->imageUrl)
        draft.imageUrl.clear();
    return draft;
}

bool TierEditor::isChanged(const RewardTierDraft &draft) const
{
    return !draft.name.isEmpty() || draft.requiredVisits || !draft.currencyToPointRatio.isEmpty() ||
           !draft.imageUrl.isEmpty();
}

QString TierEditor::missing() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("It needs a name.");
    if (const RewardTier *taken =
            tierAt(m_facts.tiers, m_visits->value(), m_facts.known ? m_facts.known->id : QString()))
        return tr("“%1” has this number of visits already: choose another.").arg(taken->name);
    if (m_ratio->text().trimmed().isEmpty())
        return tr("It needs the points that 1 unit of the currency brings.");
    if (!isRatio(m_ratio->text()))
        return tr("Points for 1 are a number above 0, such as 1.5, with a point before the decimals.");
    if (m_facts.known && m_image->text().trimmed().isEmpty() && !m_facts.known->imageUrl.isEmpty())
        return tr("An image can be replaced here, but not taken away.");
    return {};
}

void TierEditor::refresh()
{
    const QString reason = missing();
    const bool isTouched = m_name->isModified() || m_ratio->isModified() || m_facts.known;
    m_missing->setText(isTouched ? reason : QString());
    m_rule->setText(isRatio(m_ratio->text().trimmed()) && !m_ratio->text().trimmed().isEmpty()
                        ? tierRule(m_visits->value(), m_ratio->text().trimmed())
                        : QString());
    m_send->setEnabled(!m_isSending && reason.isEmpty() && isChanged(draft()));
    if (m_isSending)
        m_busy->start();
    else
        m_busy->stop();
}

void TierEditor::send()
{
    m_isSending = true;
    m_banner->clear();
    refresh();
    const auto done = [this](const Result<RewardTier> &saved) { take(saved); };
    if (m_facts.known) {
        const QString id = m_facts.known->id;
        m_facts.client.updateTier(id, draft(), Confirmation::afterReview(calls::updateTier, id)).then(this, done);
        return;
    }
    const RewardTierDraft wanted = draft();
    m_facts.client.createTier(wanted, Confirmation::afterReview(calls::createTier, wanted.name)).then(this, done);
}

void TierEditor::take(const Result<RewardTier> &result)
{
    m_isSending = false;
    refresh();
    if (result) {
        Q_EMIT saved(*result);
        return accept();
    }
    const Error &error = result.error();
    if (isLost(error)) {
        m_facts.known ? Q_EMIT changeUnclear(draft(), error) : Q_EMIT unclear(m_visits->value(), error);
        return reject();
    }
    if (error.kind != ErrorKind::Conflict)
        return m_banner->showError(error);
    m_banner->showContent({.headline = tr("The service has another tier with this number of visits."),
                           .remedy = tr("Nothing was saved. Choose another number of visits."),
                           .details = describe(error).details});
}

} // namespace chancery
