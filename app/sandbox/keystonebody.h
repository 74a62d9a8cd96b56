// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"
#include "core/json/value.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace chancery::sandbox {

/// A refusal as the settlement service writes it: `{"detail": …}`, a text or a list of fields (KeyStone fact sheet §5).
struct KeystoneRefusal
{
    int status = 0; ///< 0: none
    json::Value detail;

    explicit operator bool() const { return status != 0; }
    Answer answer() const;
};

KeystoneRefusal keystoneRefusal(int status, const QString &detail);

enum class Need {
    Required,
    Optional, ///< absent and null are the same
};

struct TextRule
{
    Need need = Need::Required;
    qsizetype longest = 255;
    QStringList words{}; ///< unless empty, one of these
};

/// Reads a body as the service's validators would. What is wrong is collected, all of it, and the read goes on with
/// something harmless.
class KeystoneBody
{
public:
    enum class Unknown {
        Ignored,
        Refused,
    };

    KeystoneBody(json::Value object, Unknown unknown);

    QString text(const QString &key, const TextRule &rule = {});
    std::optional<qint64> integer(const QString &key, Need need, qint64 least, qint64 largest);
    std::optional<bool> boolean(const QString &key);
    /// The decimal as it was written; a number counts as its digits.
    QString decimal(const QString &key, Need need);
    /// Milliseconds since 1970; a time without a zone is UTC.
    std::optional<qint64> time(const QString &key, Need need);
    QString uuid(const QString &key, Need need);
    QStringList texts(const QString &key, const QStringList &fallback);
    KeystoneBody object(const QString &key);
    std::vector<KeystoneBody> list(const QString &key, size_t least);

    bool has(const QString &key) const { return m_value.contains(key); }
    const json::Value &value() const { return m_value; }
    void complain(const QString &key, const QString &type, const QString &message);
    /// What was wrong with it and with what was read from within it.
    KeystoneRefusal refusal();

private:
    struct Problems
    {
        json::Value::Array entries;
    };
    KeystoneBody(json::Value value, std::shared_ptr<Problems> problems, json::Value::Array location, Unknown unknown);
    const json::Value &take(const QString &key, Need need);
    void refuseUnread();

    json::Value m_value;
    std::shared_ptr<Problems> m_problems;
    json::Value::Array m_location;
    std::set<QString> m_read;
    Unknown m_unknown;
};

/// The object that a request's body is, or why it is none. An empty body is an empty object.
struct ParsedBody
{
    json::Value object;
    KeystoneRefusal refusal;
};
ParsedBody parsedBody(const Request &request);

/// Whether two decimals are the same number, however they are written and however long they are.
bool sameDecimal(const QString &left, const QString &right);

} // namespace chancery::sandbox
