// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/clock.h"
#include "app/sandbox/dialect.h"
#include "app/sandbox/journal.h"
#include "app/sandbox/keystonebook.h"
#include "app/sandbox/keystoneenvironments.h"
#include "app/sandbox/keystoneinstructions.h"
#include "app/sandbox/keystonetokens.h"
#include "app/sandbox/keystonewebhooks.h"
#include "app/sandbox/service.h"

#include <QObject>
#include <QTimer>

namespace chancery::sandbox {

struct KeystoneOptions
{
    QByteArray seed = "demo";
    Strictness strictness = Strictness::Tolerant;
};

/// Forms in which the service is not known to answer now, but did or might.
struct KeystoneOddities
{
    bool oldTransitions = false;  ///< `{STATE: ["NEXT"]}`
    bool numericQuantity = false; ///< quantities as JSON numbers
    bool omitsNulls = false;      ///< members that are null are absent
    bool newStates = false;       ///< settlements in checking call it by another name
    bool lacksIds = false;        ///< settlements with a single leg have no id

    /// Takes `{"oldTransitions","numericQuantity","omitsNulls","newStates","lacksIds"}`; returns what is wrong with it.
    QByteArray set(const json::Value &wishes);
};

/// The settlement service on the wire: routes, credentials and refusals (KeyStone fact sheet §2, §5). It moves on by
/// itself, and catches up with the clock before it answers.
class KeystoneService : public QObject, public Service
{
    Q_OBJECT

public:
    /// Keeps a change in the file that --data names.
    using Recorder = std::function<void(const Record &)>;

    KeystoneService(const Clock &clock, const KeystoneOptions &options);

    /// Does again what a record of before says.
    void replay(const Record &record);
    /// Seeds unless a record did, and moves on from now on; changes go to `recorder` before they are made.
    void begin(Recorder recorder);

    QByteArray prefix() const override { return "keystone"; }
    Answer handle(const Request &request) override;
    void addCounts(json::Value &state) override;

    KeystoneTokens &tokens() { return m_tokens; }
    /// `POST _sandbox/keystone`: expireTokens, tokenSeconds, oddities, add, decide, counterpart,
    /// rotate. Returns what is wrong with it.
    QByteArray control(const json::Value &wishes);
    /// The decisions that were taken, oldest first.
    QByteArray decisionsJson() const;

private:
    /// A request that was let in.
    struct Call
    {
        const Request &request;
        quint32 environment = 0;
        QString by; ///< `m2m:CLIENT`
        qint64 now = 0;

        QString id(qsizetype place) const { return QString::fromUtf8(request.segments.value(place)); }
    };
    struct Idempotent
    {
        quint64 digest = 0;
        QString id;
    };

    void start(qint64 now, const QByteArray &seed);
    qint64 catchUp();
    void record(const Call &call);
    Answer route(const Call &call);
    Answer settlementRoute(const Call &call);
    Answer templateRoute(const Call &call);
    Answer instructionRoute(const Call &call);
    Answer submitInstruction(const Call &call);
    Answer platformRoute(const Call &call);
    Answer webhooksRoute(const Call &call);
    Answer webhookRoute(const Call &call);
    Answer listDeliveries(const Call &call, const HeldWebhook &webhook);
    Answer testWebhook(HeldWebhook &webhook);
    Answer environmentsRoute(const Call &call);
    Answer environmentRoute(const Call &call);
    Answer listSettlements(const Call &call);
    Answer createSettlement(const Call &call);
    Answer decide(const Call &call, BookedSettlement &settlement);
    Answer related(const Call &call, const BookedSettlement &settlement);
    KeystoneRefusal readOrder(KeystoneBody body, KeystoneBook::Order &order) const;
    QByteArray grant(const json::Member &wish, qint64 now);
    QByteArray addSettlements(const json::Value &wishes, qint64 now);
    QByteArray decideElsewhere(const json::Value &wish, qint64 now);
    QByteArray submitCounterpart(const json::Value &id, qint64 now);
    QByteArray rotateElsewhere(const json::Value &id, qint64 now);

    KeystoneBody::Unknown unknownKeys() const;
    json::Value shown(json::Value record) const;
    Answer shownAnswer(const json::Value &record, int status = 200) const
    {
        return Answer::json(json::write(shown(record)), status);
    }
    /// What the same key was given before, or why not; nothing for a new one.
    std::optional<Idempotent> given(const QString &place, const json::Value &body, KeystoneRefusal &refusal) const;
    void keep(const QString &place, const json::Value &body, const QString &id);

    const Clock &m_clock;
    KeystoneOptions m_options;
    KeystoneOddities m_oddities;
    KeystoneEnvironments m_environments;
    KeystoneTokens m_tokens;
    KeystoneBook m_book;
    KeystoneInstructions m_instructions;
    KeystoneWebhooks m_webhooks;
    Recorder m_recorder; ///< empty while records are replayed
    bool m_isSeeded = false;
    QHash<QString, Idempotent> m_given; ///< by environment, kind and key
    QTimer m_ticker;
};

/// The token endpoint under an address of its own.
class KeystoneAuthService : public Service
{
public:
    KeystoneAuthService(KeystoneTokens &tokens, const Clock &clock)
        : m_tokens(tokens)
        , m_clock(clock)
    {}
    QByteArray prefix() const override { return "keystone-auth"; }
    Answer handle(const Request &request) override;

private:
    KeystoneTokens &m_tokens;
    const Clock &m_clock;
};

/// A window into a list, or why there is none.
struct KeystoneWindow
{
    qint64 limit = 50;
    qint64 offset = 0;
    KeystoneRefusal refusal;
};
KeystoneWindow keystoneWindow(const Request &request, qint64 largest);

/// Gathers the envelope of a list: every entry counts, those in the window are shown.
class KeystoneList
{
public:
    explicit KeystoneList(const KeystoneWindow &window)
        : m_window(window)
    {}
    /// Whether the next entry is in the window; asks to be given it then.
    bool wantsNext();
    void add(json::Value record) { m_items.push_back(std::move(record)); }
    json::Value envelope() const;

private:
    KeystoneWindow m_window;
    json::Value::Array m_items;
    qint64 m_total = 0;
};

} // namespace chancery::sandbox
