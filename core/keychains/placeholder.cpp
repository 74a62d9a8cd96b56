// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/placeholder.h"

#include "core/async/errorof.h"

#include <algorithm>

namespace chancery::keychains {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 128;

/// How many bytes the opening brace takes that stands at `at`; 0 for none.
qsizetype braceAt(QByteArrayView bytes, qsizetype at)
{
    const QByteArrayView rest = bytes.sliced(at);
    if (rest.startsWith('{'))
        return 1;
    for (const QByteArrayView escape : {QByteArrayView("%7b"), QByteArrayView("\\u007b")})
        if (rest.size() >= escape.size() && rest.first(escape.size()).compare(escape, Qt::CaseInsensitive) == 0)
            return escape.size();
    return 0;
}

} // namespace

bool isCredentialName(QStringView name)
{
    const auto belongs = [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'; };
    return !name.isEmpty() && name.size() <= longestName && std::all_of(name.begin(), name.end(), belongs);
}

Result<QString> credentialNameFrom(const QString &typed)
{
    const QString text = typed.trimmed();
    QStringView name = text;
    const bool isBraced = name.startsWith(u"{{") && name.endsWith(u"}}") && name.size() >= 4;
    if (isBraced)
        name = name.sliced(2).chopped(2);
    if (looksLikeKey(name))
        return errorOf(ErrorKind::Refused, Cause::KeyForPlaceholder);
    if (!isCredentialName(name))
        return errorOf(ErrorKind::Refused, Cause::PlaceholderMalformed, text);
    return name.toString();
}

QByteArray placeholderFor(QStringView name)
{
    return "{{" + name.toLatin1() + "}}";
}

bool beginsLikeKey(QStringView text)
{
    for (const auto prefix : {"sk-"_L1, "sk_"_L1, "pk_"_L1, "rk_"_L1, "kc_"_L1, "ghp_"_L1, "gho_"_L1, "ghs_"_L1,
                              "github_pat_"_L1, "glpat-"_L1, "xox"_L1, "eyJ"_L1, "AKIA"_L1, "AIza"_L1, "whsec_"_L1,
                              "ya29."_L1, "Bearer "_L1, "Basic "_L1, "test-"_L1})
        if (text.startsWith(prefix))
            return true;
    return false;
}

bool looksLikeKey(QStringView text)
{
    constexpr qsizetype longestWord = 20;
    text = text.trimmed();
    if (beginsLikeKey(text))
        return true;
    if (text.size() < longestWord || text.contains(u' '))
        return false;
    const auto count = [text](auto is) { return std::count_if(text.begin(), text.end(), is); };
    const auto digits = count([](QChar c) { return c.isDigit(); });
    const auto lower = count([](QChar c) { return c.isLower(); });
    const bool hasWordBreaks = text.contains(u'_');
    return lower > 0 ? digits > 0 || !hasWordBreaks : digits * 4 > text.size() && !hasWordBreaks;
}

bool mayHoldPlaceholder(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const qsizetype first = braceAt(bytes, at);
        if (first > 0 && at + first < bytes.size() && braceAt(bytes, at + first) > 0)
            return true;
    }
    return false;
}

} // namespace chancery::keychains
