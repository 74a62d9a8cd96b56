// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"
#include "core/json/value.h"

#include <QRegularExpression>

#include <optional>
#include <vector>

namespace chancery::sandbox {

enum class Effect : quint8 {
    Status,      ///< answers with a status; nothing takes effect
    Delay,       ///< waits, then goes on as usual
    ResetBefore, ///< the connection is reset; nothing takes effect
    ResetAfter,  ///< takes effect, then the connection is reset
    Truncate,    ///< takes effect; half of the answer is sent, then the connection is closed
    Garbage,     ///< takes effect; the answer's body is not JSON
    Mute,        ///< takes effect; no answer ever
};

/// What is to go wrong with one request.
struct Fault
{
    Effect effect = Effect::Status;
    int status = 503;
    int milliseconds = 1000;
    QByteArray retryAfter; ///< seconds or an HTTP date, as it is to be sent
};

QByteArray effectWord(Effect effect);

/// The rules by which requests fail (installer/man/chancery-sandbox.1): the first rule that fits and whose turn it is
/// decides.
class Faults
{
public:
    /// Replaces all rules by `{"rules":[…]}`. Returns what is wrong with it, or an empty text and the rules are in
    /// force.
    QByteArray set(const json::Value &rules);
    std::optional<Fault> take(const Request &request);

private:
    struct Rule
    {
        QByteArray method; ///< empty: any
        QByteArray prefix; ///< of the path, when there is no pattern
        QRegularExpression pattern;
        QList<qint64> turns; ///< of the matching requests, counted from 1; empty: all, or by chance
        std::optional<double> probability;
        quint64 seed = 0;
        quint64 seen = 0;
        Fault fault;
    };

    static QByteArray read(const json::Value &value, Rule &rule);
    static bool fits(const Rule &rule, const Request &request);
    static bool isDue(Rule &rule);

    std::vector<Rule> m_rules;
};

} // namespace chancery::sandbox
