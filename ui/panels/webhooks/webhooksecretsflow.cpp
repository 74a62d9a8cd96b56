// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "core/runs/gatedplans.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/webhooks/signaturebench.h"
#include "ui/panels/webhooks/webhookdetail.h"
#include "ui/panels/webhooks/webhookspanel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/secretbox.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/statetext.h"

#include <QPushButton>

// What WebhooksPanel does with secrets: they are told once, kept on request, and may be rotated by somebody else.

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

namespace {

QString stampOf(const WebhookEndpoint &endpoint)
{
    return endpoint.raw[u"updated_at"].toText();
}

/// In local time.
QString momentText(const QDateTime &moment)
{
    return exactText(moment).section(u'\n', 0, 0);
}

} // namespace

void WebhooksPanel::readSecrets()
{
    m_secrets.read(m_shown).then(m_reading.get(), [this](Result<KeptWebhookSecrets> kept) {
        m_keptProblem = kept ? QString() : describe(kept.error()).headline;
        if (kept)
            m_kept = *std::move(kept);
        showSecretState();
    });
}

QDateTime WebhooksPanel::previousUntil(const QString &id) const
{
    const QDateTime rotated = m_rotated.value(id);
    return rotated.isValid() || id != m_shown ? rotated : m_kept.previousUntil;
}

void WebhooksPanel::showSecretState()
{
    const WebhookEndpoint *endpoint = find(m_shown);
    if (!endpoint)
        return m_tick.stop();
    const QDateTime now = m_parts.client.now();
    const QDateTime until = previousUntil(m_shown);
    const bool isOldGood = until.isValid() && until > now;
    QStringList words;
    Tone tone = Tone::Neutral;
    if (!m_keptProblem.isEmpty()) {
        words << m_keptProblem;
        tone = Tone::Attention;
    } else if (m_kept.current.isEmpty()) {
        words << tr("No secret of this endpoint is kept here.");
    } else if (m_kept.stamp == stampOf(*endpoint)) {
        words << tr("Its secret is kept.");
        tone = Tone::Good;
    } else if (m_rotated.contains(m_shown)) {
        words << tr("What is kept is the secret from before the rotation.");
        tone = Tone::Attention;
    } else {
        words << tr("The kept secret may be old: the endpoint was changed elsewhere since, perhaps its secret rotated. "
                    "Check a new delivery on the signature bench.");
        tone = Tone::Attention;
    }
    if (isOldGood)
        words << tr("The secret before the rotation is good for %1 more, until %2.")
                     .arg(spanText(now.secsTo(until)), momentText(until));
    m_detail->showSecretState(words.join(u' '), tone);
    if (isOldGood && !m_tick.isActive())
        m_tick.start();
    else if (!isOldGood)
        m_tick.stop();
}

void WebhooksPanel::takeCreated(CreatedWebhook &made)
{
    offer(made.endpoint.id, std::move(made.secret), tr("The secret of %1.").arg(made.endpoint.url));
    chooseOnceListed(made.endpoint.id);
    refresh();
}

void WebhooksPanel::takeUnclear(const QString &url, const Error &error)
{
    QStringList known;
    for (const WebhookEndpoint &endpoint : std::as_const(m_endpoints))
        known << endpoint.id;
    afterLoad([this, url, known, error] { tellOfStray(url, known, error); });
    refresh();
}

/// Found by its address, as its id was in the answer that was lost.
void WebhooksPanel::tellOfStray(const QString &url, const QStringList &knownBefore, const Error &error)
{
    const auto stray = std::find_if(m_endpoints.cbegin(), m_endpoints.cend(), [&](const WebhookEndpoint &endpoint) {
        return endpoint.url == url && !knownBefore.contains(endpoint.id);
    });
    BannerContent content{.tone = Tone::Attention, .details = describe(error).details};
    if (stray == m_endpoints.cend()) {
        content.headline = tr("The answer to the creation of %1 was lost, and no such webhook is there.").arg(url);
        content.remedy = tr("Nothing was created: try again.");
        return banner()->showContent(content);
    }
    content.headline = tr("The answer to the creation of %1 was lost, but the webhook is there.").arg(url);
    content.remedy = tr("Its secret was told in the lost answer only: rotate it for one that you know, or delete it.");
    banner()->showContent(content);
    choose(stray->id);
    connect(banner()->addAction(tr("Rotate &its secret…")), &QPushButton::clicked, this,
            [this, id = stray->id] { askToRotate(id); });
}

void WebhooksPanel::askToRotate(const QString &id)
{
    const WebhookEndpoint *endpoint = find(id);
    if (!endpoint)
        return;
    QStringList consequences{tr("The service makes a new secret, signs with it from now on, and tells it once: here."),
                             tr("The present one stays good for 24 hours; receivers have to take both until then.")};
    const QDateTime until = previousUntil(id);
    if (until > m_parts.client.now())
        consequences << tr("It was rotated before: the secret before the present one is good until %1. Whether another "
                           "rotation ends it at once is not known.")
                            .arg(momentText(until));
    if (hasUnsavedWork())
        consequences << tr("The new secret that is on show now is neither kept nor told again.");
    askFirst(this, m_parts.place,
             {.title = tr("Rotate the secret"),
              .subject = endpoint->url,
              .consequences = consequences,
              .action = tr("&Rotate")},
             [this, id] { passGate(id); });
}

void WebhooksPanel::passGate(const QString &id)
{
    if (!m_parts.keeper)
        return rotate(id);
    m_parts.keeper->carryOut(
        this, planOf(GatedAction::RotateWebhookSecret, m_parts.client.service(), id), [this, id] { rotate(id); },
        [this](const Error &error) { banner()->showError(error); });
}

void WebhooksPanel::rotate(const QString &id)
{
    setBusy(true);
    banner()->clear();
    m_parts.client.rotateSecret(id, Confirmation::afterReview(calls::rotateSecret, id))
        .then(this, [this, id](Result<RotatedSecret> rotated) {
            setBusy(false);
            takeRotated(id, std::move(rotated));
        });
}

void WebhooksPanel::takeRotated(const QString &id, Result<RotatedSecret> rotated)
{
    const WebhookEndpoint *endpoint = find(id);
    const QString url = endpoint ? endpoint->url : id;
    if (rotated) {
        m_rotated[id] = rotated->previousValidUntil.toUTC();
        offer(id, std::move(rotated->secret), tr("The new secret of %1.").arg(url));
        chooseOnceListed(id);
        return refresh();
    }
    if (failureOf(rotated.error(), calls::rotateSecret) != Failure::Unclear)
        return failAndReload(rotated.error());
    const BannerContent content{
        .tone = Tone::Attention,
        .headline = tr("The answer to the rotation of %1 was lost: its secret may be another one now.").arg(url),
        .remedy =
            tr("A kept secret may be old. Rotate again for one that you know; the secret that receivers have is good "
               "for 24 hours after the first rotation."),
        .details = describe(rotated.error()).details};
    afterLoad([this, content, id] {
        banner()->showContent(content);
        connect(banner()->addAction(tr("Rotate aga&in…")), &QPushButton::clicked, this,
                [this, id] { askToRotate(id); });
    });
    refresh();
}

void WebhooksPanel::offer(const QString &id, Secret secret, const QString &sentence)
{
    m_freshOf = id;
    m_isFreshKept = false;
    m_detail->secretBox()->showSecret(std::move(secret), sentence);
}

/// The stamp is read first: the endpoint's last change is the rotation itself.
void WebhooksPanel::keep()
{
    m_parts.client.readWebhook(m_freshOf).then(this, [this, id = m_freshOf](const Result<WebhookEndpoint> &endpoint) {
        if (id != m_freshOf)
            return;
        const WebhookEndpoint *listed = find(id);
        keepFresh(endpoint ? stampOf(*endpoint) : listed ? stampOf(*listed) : QString());
    });
}

/// What was kept so far is the previous one from now on, if it was rotated here.
void WebhooksPanel::keepFresh(const QString &stamp)
{
    const QString id = m_freshOf;
    const QDateTime until = m_rotated.value(id);
    // A keychain that gives nothing may still take something, or the session's memory does.
    m_secrets.read(id)
        .orElse([](const Error &) { return Result<KeptWebhookSecrets>(KeptWebhookSecrets()); })
        .andThen([this, id, until](const KeptWebhookSecrets &kept) {
            if (kept.current.isEmpty() || !until.isValid())
                return Pending<Nothing>::settled(Nothing{});
            return m_secrets.keepPrevious(id, kept.current, until);
        })
        .andThen([this, id, stamp](Nothing) { return m_secrets.keep(id, m_detail->secretBox()->secret(), stamp); })
        .then(this, [this, id](const Result<Nothing> &kept) {
            if (id == m_freshOf)
                noteKept(kept);
        });
}

void WebhooksPanel::noteKept(const Result<Nothing> &result)
{
    if (!result) {
        const ErrorText text = describe(result.error());
        return banner()->showContent(
            {.tone = Tone::Attention,
             .headline = tr("The secret could not be kept."),
             .remedy = tr("Copy it to a safe place: it is told this once. %1").arg(text.headline),
             .details = text.details});
    }
    m_isFreshKept = true;
    m_detail->secretBox()->noteKept(m_parts.secrets.keepsAcrossRestarts()
                                        ? tr("It is kept in the keychain.")
                                        : tr("It is kept for this session only: there is no keychain that takes it."));
    refresh();
}

void WebhooksPanel::forgetFresh()
{
    m_freshOf.clear();
    m_detail->secretBox()->clear();
}

/// Our own change of the endpoint does not make its secret old.
void WebhooksPanel::restamp(const QString &stampBefore, const WebhookEndpoint &after)
{
    if (after.id != m_shown || m_kept.current.isEmpty() || m_kept.stamp != stampBefore)
        return;
    m_secrets.keep(after.id, m_kept.current, stampOf(after)).then(this, [](const Result<Nothing> &) {});
}

void WebhooksPanel::openBench()
{
    const WebhookEndpoint *endpoint = find(m_shown);
    if (!endpoint)
        return;
    KeptWebhookSecrets kept;
    kept.current = m_kept.current.clone();
    kept.stamp = m_kept.stamp;
    kept.previous = m_kept.previous.clone();
    kept.previousUntil = m_kept.previousUntil;
    (new SignatureBench(endpoint->url, std::move(kept), this))->open();
}

} // namespace chancery
