// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/claims/claimspanel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/idfield.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keyban;

namespace {

bool isJobId(const QString &text)
{
    static const QRegularExpression id(u"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$"_s);
    return id.match(text).hasMatch();
}

/// The list of states is open-ended: others come in the service's words.
QString stateWords(const QString &state)
{
    if (state == u"waiting")
        return ClaimsPanel::tr("Waiting");
    if (state == u"active")
        return ClaimsPanel::tr("Under way");
    if (state == u"completed")
        return ClaimsPanel::tr("Completed");
    if (state == u"failed")
        return ClaimsPanel::tr("Failed");
    return capitalised(state);
}

TimelineStep stepOf(const ClaimEvent &event)
{
    TimelineStep step{.tone = Tone::Accent, .title = stateWords(event.state), .when = QDateTime::currentDateTimeUtc()};
    if (event.state == u"completed")
        step.tone = Tone::Good;
    if (event.state == u"failed") {
        step.tone = Tone::Bad;
        step.note = event.error.isEmpty() ? ClaimsPanel::tr("The service does not say why.") : event.error;
    }
    return step;
}

} // namespace

ClaimsPanel::ClaimsPanel(LoyaltyClient &client, QWidget *parent)
    : Panel(parent)
    , m_client(client)
    , m_banner(new Banner(this))
    , m_field(new IdField(this))
    , m_follow(new QPushButton(tr("&Follow"), this))
    , m_stop(new QPushButton(tr("S&top"), this))
    , m_busy(new BusyBar(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState({u"passport"_s, tr("Which claim?"),
                              tr("A customer who claims a passport starts a job. Type its id above to see how far it "
                                 "is; nothing is changed by it.")},
                             this))
    , m_card(new Card(this))
    , m_state(new StatePill(this))
    , m_remark(new QLabel(this))
    , m_timeline(new Timeline(this))
    , m_transaction(new QWidget(this))
    , m_hash(new ElidedLabel(this))
{
    setObjectName(u"claimsSection"_s);
    layOut();
    connect(m_follow, &QPushButton::clicked, this, &ClaimsPanel::follow);
    connect(m_field, &QLineEdit::returnPressed, this, &ClaimsPanel::follow);
    connect(m_field, &QLineEdit::textChanged, this, [this] { stand(m_standing); });
    connect(m_stop, &QPushButton::clicked, this, &ClaimsPanel::stop);
    auto *away = new QShortcut(Qt::Key_Escape, this);
    away->setContext(Qt::WidgetWithChildrenShortcut);
    connect(away, &QShortcut::activated, this, &ClaimsPanel::stop);
    setFocusProxy(m_field);
    stand(Standing::Unasked);
}

ClaimsPanel::~ClaimsPanel() = default;

void ClaimsPanel::layOut()
{
    m_banner->setObjectName(u"claimsBanner"_s);
    m_empty->setObjectName(u"claimsEmpty"_s);
    auto *content = new QWidget;
    auto *room = new QVBoxLayout(content);
    room->setContentsMargins(0, 0, 0, space::large);
    room->addWidget(makeClaim());
    room->addStretch(1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new ScrollPane(content, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, 0);
    column->setSpacing(space::small);
    column->addWidget(m_banner);
    column->addWidget(makeField());
    column->addWidget(m_busy);
    column->addWidget(m_stack, 1);
}

QWidget *ClaimsPanel::makeField()
{
    m_field->setObjectName(u"claimJob"_s);
    m_field->setPlaceholderText(tr("Id of the job that claims a passport"));
    m_field->setAccessibleName(tr("Claim's job"));
    m_follow->setObjectName(u"claimFollow"_s);
    m_follow->setAccessibleName(tr("Follow"));
    setButtonKind(*m_follow, ButtonKind::Primary);
    m_stop->setObjectName(u"claimStop"_s);
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setToolTip(tr("Escape"));
    auto *label = new QLabel(tr("Claim's &job"), this);
    label->setBuddy(m_field);
    auto *tool = new QWidget(this);
    auto *row = new QHBoxLayout(tool);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(m_field);
    row->addWidget(m_follow);
    row->addWidget(m_stop);
    return tool;
}

QWidget *ClaimsPanel::makeClaim()
{
    m_state->setObjectName(u"claimState"_s);
    m_remark->setObjectName(u"claimRemark"_s);
    m_remark->setWordWrap(true);
    setType(*m_remark, Type::Secondary);
    m_timeline->setObjectName(u"claimTimeline"_s);
    m_hash->setObjectName(u"claimHash"_s);
    m_hash->setAccessibleName(tr("Transaction"));
    auto *copy = new QPushButton(tr("&Copy transaction"), this);
    copy->setObjectName(u"claimCopyHash"_s);
    copy->setAccessibleName(tr("Copy transaction"));
    connect(copy, &QPushButton::clicked, m_hash, &ElidedLabel::copy);
    auto *label = new QLabel(tr("Transaction"), this);
    setType(*label, Type::Secondary);
    auto *row = new QHBoxLayout(m_transaction);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(label);
    row->addWidget(m_hash, 1);
    row->addWidget(copy);
    m_card->addHeaderWidget(m_state);
    m_card->body()->addWidget(m_remark);
    m_card->body()->addWidget(m_timeline);
    m_card->body()->addWidget(m_transaction);
    return m_card;
}

void ClaimsPanel::refresh()
{
    if (m_standing == Standing::Stopped || m_standing == Standing::Broken)
        open(m_jobId);
}

void ClaimsPanel::follow()
{
    const QString id = m_field->text().trimmed();
    if (isJobId(id))
        open(id);
}

void ClaimsPanel::open(const QString &jobId)
{
    close();
    m_banner->clear();
    m_jobId = jobId;
    m_lastState.clear();
    m_timeline->setSteps({});
    m_hash->clear();
    m_card->setTitle(tr("Claim"));
    m_card->setRemark(jobId);
    m_stream = m_client.claimEvents(jobId);
    connect(m_stream.get(), &EventStream::event, this, &ClaimsPanel::take);
    connect(m_stream.get(), &EventStream::silent, this, [this] { stand(Standing::Silent); });
    connect(m_stream.get(), &EventStream::active, this, [this] { stand(Standing::Following); });
    connect(m_stream.get(), &EventStream::ended, this, &ClaimsPanel::streamEnded);
    stand(Standing::Following);
    m_stream->open();
}

void ClaimsPanel::stop()
{
    if (!isOpen())
        return;
    close();
    stand(Standing::Stopped);
}

/// We may be in one of its signals.
void ClaimsPanel::close()
{
    if (!m_stream)
        return;
    m_stream->disconnect(this);
    m_stream->close();
    m_stream.release()->deleteLater();
}

/// After a new connection the service tells the state again.
void ClaimsPanel::take(const ServerEvent &event)
{
    const Result<ClaimEvent> told = decodeClaimEvent(event.data.toUtf8());
    if (!told) {
        if (m_banner->content() == BannerContent{})
            m_banner->showContent({.tone = Tone::Attention,
                                   .headline = tr("The service told something that this program does not understand."),
                                   .remedy = tr("It is left out; what follows is shown."),
                                   .details = event.data});
        return;
    }
    if (told->state != m_lastState) {
        m_lastState = told->state;
        m_timeline->setSteps(m_timeline->steps() + QList{stepOf(*told)});
    }
    if (!told->transactionHash.isEmpty())
        m_hash->setText(told->transactionHash);
    if (told->isOver())
        close();
    stand(!told->isOver() ? Standing::Following : told->state == u"completed" ? Standing::Completed : Standing::Failed);
}

void ClaimsPanel::streamEnded(const std::optional<Error> &error)
{
    close();
    stand(m_lastState.isEmpty() ? Standing::Unasked : Standing::Broken);
    m_banner->clear();
    if (error && error->kind == ErrorKind::NotFound) {
        m_banner->showContent(
            {.headline = tr("The service knows no claim with this job, or does not let claims be followed."),
             .remedy = tr("Check the id; a service may forget a job some time after it is over."),
             .details = describe(*error).details});
    } else if (error) {
        m_banner->showError(*error);
    } else {
        m_banner->showContent(
            {.tone = Tone::Attention,
             .headline = tr("The service ended the stream before it said how the claim ended."),
             .remedy = tr("Follow it again, or look at the passport: it tells who it was minted to.")});
    }
    offerAgain();
}

void ClaimsPanel::offerAgain()
{
    QPushButton *again = m_banner->addAction(tr("Follow a&gain"));
    again->setObjectName(u"claimAgain"_s);
    connect(again, &QPushButton::clicked, this, [this] { open(m_jobId); });
}

void ClaimsPanel::stand(Standing standing)
{
    struct Look
    {
        Tone tone;
        QString word;
        QString remark;
    };
    const auto look = [standing]() -> Look {
        switch (standing) {
        case Standing::Unasked:
            return {Tone::Neutral, {}, {}};
        case Standing::Following:
            return {Tone::Accent, tr("Followed"), {}};
        case Standing::Silent:
            return {Tone::Attention, tr("Nothing comes"),
                    tr("The service has said nothing for a while, or the connection was lost. It is tried again; what "
                       "stands here may be old.")};
        case Standing::Stopped:
            return {Tone::Neutral, tr("Not followed"), tr("You stopped here. The claim itself goes on.")};
        case Standing::Broken:
            return {Tone::Unknown, tr("End unknown"), tr("How the claim ended is not known.")};
        case Standing::Completed:
            return {Tone::Good, tr("Completed"), {}};
        case Standing::Failed:
            return {Tone::Bad, tr("Failed"), {}};
        }
        return {};
    }();
    m_standing = standing;
    m_state->setState(look.tone, look.word);
    m_remark->setText(look.remark);
    m_remark->setVisible(!look.remark.isEmpty());
    m_transaction->setVisible(!m_hash->text().isEmpty());
    m_follow->setEnabled(isJobId(m_field->text().trimmed()));
    m_stop->setEnabled(isOpen());
    m_stack->setCurrentIndex(standing == Standing::Unasked ? 0 : 1);
    isOpen() ? m_busy->start() : m_busy->stop();
}

} // namespace chancery
