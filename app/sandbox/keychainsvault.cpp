// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keychainsvault.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

struct Form
{
    QByteArrayView begin;
    QByteArrayView end;
};
constexpr Form raw{"{{", "}}"};
constexpr Form encoded{"%7B%7B", "%7D%7D"};

QByteArray written(const QByteArray &name, const Form &form)
{
    return form.begin.toByteArray() + name + form.end.toByteArray();
}

bool isName(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// The name behind `begin` at `at`, if one stands there.
QByteArray nameAt(const QByteArray &text, qsizetype at, const Form &form)
{
    const qsizetype start = at + form.begin.size();
    const qsizetype end = text.indexOf(form.end.toByteArray(), start);
    const QByteArray name = end < 0 ? QByteArray() : text.mid(start, end - start);
    return isName(name) ? name : QByteArray();
}

/// Percent signs are written in capitals, so that one form is enough.
QByteArray withCapitalEscapes(QByteArray text)
{
    for (const QByteArrayView escape : {QByteArrayView("%7b"), QByteArrayView("%7d")})
        text.replace(escape.toByteArray(), escape.toByteArray().toUpper());
    return text;
}

} // namespace

QList<QByteArray> namesIn(const QByteArray &text)
{
    QList<QByteArray> names;
    const QByteArray plain = withCapitalEscapes(text);
    for (const Form &form : {raw, encoded}) {
        for (qsizetype at = plain.indexOf(form.begin.toByteArray()); at >= 0;
             at = plain.indexOf(form.begin.toByteArray(), at + 1)) {
            const QByteArray name = nameAt(plain, at, form);
            if (!name.isEmpty() && !names.contains(name))
                names.append(name);
        }
    }
    return names;
}

const VaultEntry *KeychainsVault::find(QByteArrayView name) const
{
    const auto entry =
        std::find_if(m_entries.begin(), m_entries.end(), [name](const VaultEntry &one) { return one.name == name; });
    return entry == m_entries.end() ? nullptr : &*entry;
}

bool KeychainsVault::knows(const QString &scope) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [&scope](const VaultEntry &one) { return one.scope == scope; });
}

QByteArray KeychainsVault::filled(QByteArray text) const
{
    const QList<QByteArray> names = namesIn(text);
    if (names.isEmpty())
        return text;
    text = withCapitalEscapes(text);
    for (const QByteArray &name : names) {
        const VaultEntry *const entry = find(name);
        if (!entry)
            continue;
        const QByteArray value = entry->value();
        text.replace(written(name, raw), value);
        text.replace(written(name, encoded), value.toPercentEncoding());
    }
    return text;
}

} // namespace chancery::sandbox
