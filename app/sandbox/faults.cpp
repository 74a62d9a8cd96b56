// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/faults.h"

#include "app/sandbox/identifiers.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr const char *effectWords[] = {"status", "delay", "resetBefore", "resetAfter", "truncate", "garbage", "mute"};

/// `*` stands for any text, `?` for one letter.
QRegularExpression globbed(const QString &glob)
{
    QString pattern = QRegularExpression::escape(glob);
    pattern.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s);
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

QList<qint64> turnsOf(const json::Value &nth)
{
    QList<qint64> turns;
    if (nth.isNumber())
        turns.append(nth.toInteger());
    for (const json::Value &turn : nth.items())
        turns.append(turn.toInteger());
    return turns;
}

} // namespace

QByteArray effectWord(Effect effect)
{
    return effectWords[int(effect)];
}

QByteArray Faults::set(const json::Value &rules)
{
    if (!rules[u"rules"].isArray())
        return "rules must be an array";
    std::vector<Rule> read;
    for (const json::Value &value : rules[u"rules"].items()) {
        Rule rule;
        const QByteArray problem = Faults::read(value, rule);
        if (!problem.isEmpty())
            return "rule " + QByteArray::number(read.size() + 1) + ": " + problem;
        read.push_back(std::move(rule));
    }
    m_rules = std::move(read);
    return {};
}

QByteArray Faults::read(const json::Value &value, Rule &rule)
{
    if (!value.isObject())
        return "must be an object";
    static const QStringList known = {u"method"_s, u"path"_s,   u"nth"_s, u"probability"_s, u"seed"_s,
                                      u"effect"_s, u"status"_s, u"ms"_s,  u"retryAfter"_s};
    for (const json::Member &member : value.members()) {
        if (!known.contains(member.key))
            return "unknown key " + member.key.toUtf8();
    }
    const QByteArray word = value[u"effect"].toString().toUtf8();
    const auto *effect = std::find(std::begin(effectWords), std::end(effectWords), word);
    if (effect == std::end(effectWords))
        return "effect must be status, delay, resetBefore, resetAfter, truncate, garbage or mute";
    rule.fault.effect = Effect(effect - std::begin(effectWords));
    rule.fault.status = int(value[u"status"].toInteger(503));
    rule.fault.milliseconds = int(value[u"ms"].toInteger(1000));
    rule.fault.retryAfter = value[u"retryAfter"].toText().toUtf8();
    rule.method = value[u"method"].toString().toUtf8().toUpper();
    const QString path = value[u"path"].toString();
    if (path.contains(u'*') || path.contains(u'?'))
        rule.pattern = globbed(path);
    else
        rule.prefix = path.toUtf8();
    rule.turns = turnsOf(value[u"nth"]);
    rule.seed = quint64(value[u"seed"].toInteger());
    if (value.contains(u"probability"))
        rule.probability = value[u"probability"].toText().toDouble();
    return {};
}

bool Faults::fits(const Rule &rule, const Request &request)
{
    if (!rule.method.isEmpty() && rule.method != "*" && rule.method != request.method)
        return false;
    // Rules may name the path with or without the service's prefix.
    const qsizetype slash = request.path.indexOf('/', 1);
    for (const QByteArray &path : {request.path, slash < 0 ? QByteArray() : request.path.mid(slash)}) {
        const bool isGlob = !rule.pattern.pattern().isEmpty();
        if (isGlob ? rule.pattern.match(QString::fromUtf8(path)).hasMatch() : path.startsWith(rule.prefix))
            return true;
    }
    return false;
}

bool Faults::isDue(Rule &rule)
{
    ++rule.seen;
    if (!rule.turns.isEmpty())
        return rule.turns.contains(qint64(rule.seen));
    if (!rule.probability)
        return true;
    constexpr double whole = 18446744073709551616.0;
    return double(scatter(scatter(rule.seed) + rule.seen)) / whole < *rule.probability;
}

std::optional<Fault> Faults::take(const Request &request)
{
    std::optional<Fault> fault;
    for (Rule &rule : m_rules) {
        // Every rule counts every request that fits it, so that rules do not shift each other's turns.
        if (fits(rule, request) && isDue(rule) && !fault)
            fault = rule.fault;
    }
    return fault;
}

} // namespace chancery::sandbox
