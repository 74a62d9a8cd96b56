// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/tiers/tierspanel.h"

#include "core/keyban/calls.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/tiers/tiercard.h"
#include "ui/panels/tiers/tiereditor.h"
#include "ui/panels/tiers/tiertext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/skeletonrows.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keyban;

namespace {

const RewardTier *findTier(const QList<RewardTier> &tiers, const QString &id)
{
    const auto found =
        std::find_if(tiers.cbegin(), tiers.cend(), [&](const RewardTier &tier) { return tier.id == id; });
    return found == tiers.cend() ? nullptr : &*found;
}

/// Whether a tier is as a change of it wanted; a ratio may be spelt otherwise.
bool hasIn(const RewardTier &tier, const RewardTierDraft &change)
{
    return (change.name.isEmpty() || change.name == tier.name) &&
           change.requiredVisits.value_or(tier.requiredVisits) == tier.requiredVisits &&
           (change.currencyToPointRatio.isEmpty() ||
            change.currencyToPointRatio.toDouble() == tier.currencyToPointRatio.toDouble()) &&
           (change.imageUrl.isEmpty() || change.imageUrl == tier.imageUrl);
}

} // namespace

TiersPanel::TiersPanel(const Parts &parts, QWidget *parent)
    : Panel(parent)
    , m_parts(parts)
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_summary(new QLabel(this))
    , m_new(new QPushButton(tr("&New tier…"), this))
    , m_stack(new QStackedWidget(this))
    , m_skeleton(new SkeletonRows(this))
    , m_empty(new EmptyState({u"tag"_s, tr("No reward tiers"),
                              tr("A tier begins after a number of visits, and says how many points 1 unit of the "
                                 "currency brings from then on.")},
                             this))
    , m_column(new QVBoxLayout)
{
    setObjectName(u"tiersSection"_s);
    layOut();
    QPushButton *first = m_empty->addPrimaryAction(tr("&New tier…"));
    first->setObjectName(u"tierNew"_s);
    for (QPushButton *button : {m_new, first}) {
        button->setEnabled(mayWrite());
        button->setToolTip(mayWrite() ? QString() : tr("This connection is read-only"));
        button->setAccessibleName(tr("New tier"));
        connect(button, &QPushButton::clicked, this, &TiersPanel::create);
    }
}

TiersPanel::~TiersPanel() = default;

void TiersPanel::layOut()
{
    m_banner->setObjectName(u"tiersBanner"_s);
    m_summary->setObjectName(u"tiersSummary"_s);
    m_empty->setObjectName(u"tiersEmpty"_s);
    m_new->setObjectName(u"tierNew"_s);
    setType(*m_summary, Type::Secondary);
    setButtonKind(*m_new, ButtonKind::Primary);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    actions->addWidget(m_summary);
    actions->addStretch(1);
    actions->addWidget(m_new);
    auto *content = new QWidget;
    m_column->setContentsMargins(0, 0, 0, space::large);
    m_column->setSpacing(space::medium);
    auto *room = new QVBoxLayout(content);
    room->setContentsMargins(0, 0, 0, 0);
    room->addLayout(m_column);
    room->addStretch(1);
    m_pane = new ScrollPane(content, this);
    for (QWidget *page : {m_skeleton, static_cast<QWidget *>(m_empty), m_pane})
        m_stack->addWidget(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, 0);
    column->setSpacing(space::small);
    column->addWidget(m_banner);
    column->addLayout(actions);
    column->addWidget(m_busy);
    column->addWidget(m_stack, 1);
}

void TiersPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (!m_hasLoaded && !m_work)
        load();
}

void TiersPanel::refresh()
{
    if (m_hasLoaded || isVisible())
        load();
}

void TiersPanel::load()
{
    m_work = std::make_unique<QObject>();
    m_busy->start();
    m_parts.client.listTiers().then(m_work.get(), [this](const Result<QList<RewardTier>> &tiers) {
        m_busy->stop();
        m_hasLoaded = true;
        tiers ? take(*tiers) : fail(tiers.error());
        if (const auto then = std::exchange(m_afterLoad, nullptr))
            then();
    });
}

void TiersPanel::take(QList<RewardTier> tiers)
{
    m_isListed = true;
    m_banner->clear();
    m_tiers = std::move(tiers);
    showTiers();
}

void TiersPanel::fail(const Error &error)
{
    m_banner->clear();
    if (error.cause == Cause::NotOffered) {
        m_isListed = false;
        m_banner->showContent({.tone = Tone::Attention,
                               .headline = tr("This service takes new reward tiers, but does not list them."),
                               .remedy = tr("Those made here are shown until the window closes; the service's own "
                                            "console knows the others."),
                               .details = describe(error).details});
        return showTiers();
    }
    m_afterLoad = nullptr;
    m_banner->showError(error);
    QPushButton *again = m_banner->addAction(tr("Tr&y again"));
    again->setObjectName(u"retryTiers"_s);
    connect(again, &QPushButton::clicked, this, &TiersPanel::load);
}

void TiersPanel::showTiers()
{
    std::stable_sort(m_tiers.begin(), m_tiers.end(), [](const RewardTier &one, const RewardTier &other) {
        return one.requiredVisits < other.requiredVisits;
    });
    removeGone();
    for (qsizetype place = 0; place < m_tiers.size(); ++place) {
        TierCard *card = cardOf(m_tiers[place].id);
        card->showTier(m_tiers[place]);
        if (m_cards.indexOf(card) != place) {
            m_cards.move(m_cards.indexOf(card), place);
            m_column->insertWidget(int(place), card);
        }
    }
    QWidgetList stops;
    for (const TierCard *card : std::as_const(m_cards))
        stops += card->stops();
    for (qsizetype place = 1; place < stops.size(); ++place)
        setTabOrder(stops[place - 1], stops[place]);
    const QString count = m_tiers.size() == 1 ? tr("1 tier") : tr("%1 tiers").arg(m_tiers.size());
    m_summary->setText(m_tiers.isEmpty() ? QString() : m_isListed ? count : tr("%1, made here").arg(count));
    m_new->setVisible(!m_tiers.isEmpty()); // else the empty state offers it
    m_stack->setCurrentWidget(m_tiers.isEmpty() ? static_cast<QWidget *>(m_empty) : m_pane);
}

TierCard *TiersPanel::cardOf(const QString &id)
{
    for (TierCard *card : std::as_const(m_cards))
        if (card->id() == id)
            return card;
    auto *card = new TierCard(id, mayWrite() ? TierCard::Writable::Yes : TierCard::Writable::No, this);
    connect(card, &TierCard::editWanted, this, &TiersPanel::edit);
    connect(card, &TierCard::deleteWanted, this, &TiersPanel::askToDelete);
    m_column->addWidget(card);
    m_cards << card;
    return card;
}

/// The keyboard goes on to the next card.
void TiersPanel::removeGone()
{
    const QList<TierCard *> before = m_cards;
    for (TierCard *card : before) {
        if (findTier(m_tiers, card->id()))
            continue;
        m_cards.removeOne(card);
        card->hide();
        card->deleteLater();
    }
}

void TiersPanel::create()
{
    openEditor(nullptr);
}

void TiersPanel::edit(const QString &id)
{
    if (const RewardTier *tier = findTier(m_tiers, id))
        openEditor(tier);
}

void TiersPanel::openEditor(const RewardTier *known)
{
    auto *editor =
        new TierEditor({m_parts.client, m_parts.place, known ? std::optional(*known) : std::nullopt, m_tiers}, this);
    connect(editor, &TierEditor::saved, this, &TiersPanel::noteSaved);
    connect(editor, &TierEditor::unclear, this, [this](qint64 visits, const Error &error) {
        m_afterLoad = [this, visits, error] { tellOfStray(visits, error); };
        load();
    });
    connect(editor, &TierEditor::changeUnclear, this,
            [this, id = known ? known->id : QString()](const RewardTierDraft &change, const Error &error) {
                m_afterLoad = [this, id, change, error] { tellOfLostChange(id, change, error); };
                load();
            });
    editor->open();
}

/// What the service told of it is shown at once; where it lists, its list has the last word.
void TiersPanel::noteSaved(const RewardTier &tier)
{
    m_tiers.removeIf([&](const RewardTier &one) { return one.id == tier.id; });
    m_tiers << tier;
    showTiers();
    if (m_isListed)
        load();
}

/// A threshold is taken only once.
void TiersPanel::tellOfStray(qint64 requiredVisits, const Error &error)
{
    BannerContent content{.tone = Tone::Attention, .details = describe(error).details};
    const RewardTier *found = tierAt(m_tiers, requiredVisits, {});
    if (found) {
        content.headline = tr("The answer was lost, but “%1” is there.").arg(found->name);
        content.remedy = tr("Look through its rules; there is nothing else to be done.");
    } else if (m_isListed) {
        content.headline = tr("The answer was lost, and no tier has this number of visits.");
        content.remedy = tr("Nothing was made: try again.");
    } else {
        content.tone = Tone::Unknown;
        content.headline = tr("The answer was lost: whether the tier is there is not known.");
        content.remedy = tr("Look in the service's own console. Trying again is safe: the service takes a number of "
                            "visits only once.");
    }
    m_banner->showContent(content);
}

void TiersPanel::tellOfLostChange(const QString &id, const RewardTierDraft &change, const Error &error)
{
    BannerContent content{.tone = Tone::Attention, .details = describe(error).details};
    const RewardTier *found = findTier(m_tiers, id);
    if (!m_isListed || !found) {
        content.tone = Tone::Unknown;
        content.headline = tr("The answer was lost: whether the tier was changed is not known.");
        content.remedy = tr("Look in the service's own console. The same change may be saved again.");
    } else if (hasIn(*found, change)) {
        content.headline = tr("The answer was lost, but “%1” was changed.").arg(found->name);
        content.remedy = tr("There is nothing else to be done.");
    } else {
        content.headline = tr("The answer was lost, and “%1” is not changed.").arg(found->name);
        content.remedy = tr("Try again.");
    }
    m_banner->showContent(content);
}

void TiersPanel::askToDelete(const QString &id)
{
    const RewardTier *tier = findTier(m_tiers, id);
    if (!tier)
        return;
    askFirst(this, m_parts.place,
             {.title = tr("Delete the reward tier"),
              .subject = tier->name,
              .consequences = {tr("This ends for every customer who has reached it: “%1”")
                                   .arg(tierRule(tier->requiredVisits, tier->currencyToPointRatio)),
                               tr("Points that were credited stay."),
                               tr("It can't be taken back; a new tier with the same rules can be made.")},
              .action = tr("&Delete"),
              .typed = m_parts.place.live ? tier->name : QString()},
             [this, id] { remove(id); });
}

void TiersPanel::remove(const QString &id)
{
    m_busy->start();
    m_parts.client.deleteTier(id, Confirmation::afterReview(calls::deleteTier, id))
        .then(this, [this, id](const Result<Nothing> &done) {
            m_busy->stop();
            if (done) {
                m_tiers.removeIf([&](const RewardTier &tier) { return tier.id == id; });
                showTiers();
            }
            if (!done)
                m_afterLoad = [this, error = done.error()] {
                    m_banner->clear();
                    m_banner->showError(error);
                };
            load();
        });
}

} // namespace chancery
