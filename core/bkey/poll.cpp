// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/poll.h"

#include "core/json/value.h"

#include <QStringList>

#include <algorithm>

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestText = 400;
constexpr auto usualInterval = 5s;
constexpr auto shortestInterval = 1s;
constexpr auto longestInterval = 30s;
constexpr auto slowDownBy = 5s;

/// A text; or an object's code, type or message (fact sheet §4).
QString codeOf(const json::Value &error)
{
    if (error.isString())
        return error.toString();
    for (const QStringView name : {u"code", u"type", u"message"}) {
        if (!error[name].toText().isEmpty())
            return error[name].toText();
    }
    return error.isNull() ? QString() : error.toText();
}

QString wordsOf(const json::Value &body)
{
    const QString description = body[u"error_description"].toText();
    return (description.isEmpty() ? body[u"error"][u"message"].toText() : description).left(longestText);
}

QString namesIn(const json::Value &body)
{
    QStringList names;
    for (const json::Member &member : body.members())
        names << member.key;
    return names.join(u", "_s).left(longestText);
}

bool isOneOf(const QString &text, std::initializer_list<QLatin1StringView> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&text](QLatin1StringView word) { return text.compare(word, Qt::CaseInsensitive) == 0; });
}

/// Without a token: by the status first, as it is the older way of saying it.
PollState stateWithoutToken(const PollWord &word, bool hasStatus)
{
    if (isOneOf(word.status, {"pending"_L1}))
        return PollState::Waiting;
    if (isOneOf(word.status, {"denied"_L1, "rejected"_L1}) || word.code == "access_denied"_L1)
        return PollState::Denied;
    if (isOneOf(word.status, {"expired"_L1}) || word.code == "expired_token"_L1)
        return PollState::Expired;
    if (word.code == "authorization_pending"_L1)
        return PollState::Waiting;
    if (word.code == "slow_down"_L1)
        return PollState::TooFast;
    if (!word.code.isEmpty())
        return PollState::Failed;
    if (isOneOf(word.status, {"approved"_L1}))
        return PollState::Failed;
    return hasStatus ? PollState::Unknown : PollState::Unreadable;
}

/// A yes is a success that says nothing else.
PollState stateWithToken(const PollWord &word, const json::Value &body, bool isSuccess)
{
    const bool mayBeYes = !body.contains(u"status") || isOneOf(word.status, {"approved"_L1});
    return isSuccess && mayBeYes && word.code.isEmpty() ? PollState::Approved : PollState::Contradictory;
}

} // namespace

PollWord readPoll(const PollAnswer &answer)
{
    PollWord word;
    if (answer.status == 0 || answer.status == 429 || answer.status >= 500)
        return word;
    const bool isSuccess = answer.status >= 200 && answer.status < 300;
    const Result<json::Value> parsed = json::parse(answer.body);
    if (!parsed || !parsed->isObject() || (!isSuccess && answer.status < 400)) {
        word.state = PollState::Unreadable;
        return word;
    }
    const json::Value &body = *parsed;
    word.status = body[u"status"].toText().left(longestText);
    word.code = codeOf(body[u"error"]).left(longestText);
    word.detail = wordsOf(body);
    QString token = body[u"access_token"].toString();
    if (token.isEmpty()) {
        word.state = stateWithoutToken(word, isSuccess || body.contains(u"status"));
    } else {
        word.state = stateWithToken(word, body, isSuccess);
        if (word.state == PollState::Approved)
            word.token = Secret::fromText(std::move(token));
    }
    if (word.state == PollState::Failed && word.code.isEmpty())
        word.detail = namesIn(body);
    return word;
}

PollPace::PollPace(std::optional<qint64> interval)
    : m_interval(usualInterval)
{
    if (interval)
        m_interval = std::chrono::seconds(std::clamp<qint64>(*interval, 1, 30));
    static_assert(shortestInterval == 1s && longestInterval == 30s);
}

std::chrono::milliseconds PollPace::waitAfter(PollState state, std::optional<std::chrono::milliseconds> retryAfter)
{
    m_unreadable = state == PollState::Unreadable ? m_unreadable + 1 : 0;
    const bool isTroubled = state == PollState::Transient || state == PollState::Unreadable;
    m_transient = isTroubled ? std::min(m_transient + 1, 6) : 0;
    if (state == PollState::TooFast)
        m_interval = std::min<std::chrono::milliseconds>(m_interval + slowDownBy, longestInterval);
    std::chrono::milliseconds wait = m_interval;
    for (int i = 1; i < m_transient; ++i)
        wait = std::min<std::chrono::milliseconds>(wait * 2, longestInterval);
    return std::max(wait, retryAfter.value_or(0ms));
}

} // namespace chancery::bkey
