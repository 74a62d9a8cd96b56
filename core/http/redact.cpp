// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/redact.h"

#include "core/http/credential.h"
#include "core/http/route.h"
#include "core/json/value.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace chancery {

using namespace Qt::Literals::StringLiterals;

const QString secretMask = QStringLiteral("•••");

namespace {

/// What names under which secrets and personal data travel have in common. `key` counts as a word of its own, also in
/// camel case, so that "keyban" is none.
const QString sensitiveWord =
    uR"((?:(?<![A-Za-z])[Kk]eys?(?![a-z])|(?<=[a-z0-9])Keys?(?![a-z])|(?<![A-Za-z])KEYS?(?![A-Za-z])|)"_s
    uR"((?i:(?:api|private|secret|access|auth|signing)[-_ ]?key|token|secret|authori[sz]ation|passw|credential|)"_s
    uR"(signature|e-?mail|cookie)))"_s;

bool isSensitive(QStringView name)
{
    static const QRegularExpression word(sensitiveWord);
    return word.match(name.toString()).hasMatch();
}

/// What looks like a secret wherever it stands: a name, whatever parts it from its value, and the value, which may be a
/// JSON string inside a JSON string.
QString maskPatterns(QString text)
{
    constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;
    static const QRegularExpression userInfo(uR"((://)[^/\s"'@]+@)"_s);
    static const QRegularExpression scheme(uR"(\b(Bearer|Basic|Digest|DPoP)\s+[^\s"',;]+)"_s, anyCase);
    static const QRegularExpression webToken(uR"(\beyJ[\w-]+\.[\w-]+(\.[\w-]*)*)"_s);
    static const QRegularExpression named(
        u'(' + sensitiveWord + uR"([\w.\[\]-]*\\?["']?\s*[:=]\s*))"_s +
        uR"((?:\\"[^"\\]*\\"|"(?:\\.|[^"\\])*"|'[^']*'|(?:(?i:Bearer|Basic|Digest|DPoP)\s+)?[^\s"',;&}\])]+))"_s);
    static const QRegularExpression mail(uR"([\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+)"_s);

    text.replace(userInfo, u"\\1"_s + secretMask + u'@');
    text.replace(scheme, u"\\1 "_s + secretMask);
    text.replace(webToken, secretMask);
    text.replace(named, u"\\1"_s + secretMask);
    text.replace(mail, secretMask);
    return text;
}

} // namespace

void maskSecret(QByteArray &text, QByteArrayView secret)
{
    constexpr qsizetype shortest = 4;
    if (secret.size() < shortest)
        return;
    const QByteArray plain = QByteArray::fromRawData(secret.data(), secret.size());
    const QByteArray mask = secretMask.toUtf8();
    QByteArray escaped;
    json::appendQuoted(escaped, QString::fromUtf8(plain));
    const QByteArray forms[]{plain, plain.toPercentEncoding(), escaped.mid(1, escaped.size() - 2),
                             plain.toBase64(QByteArray::OmitTrailingEquals),
                             plain.toBase64(QByteArray::OmitTrailingEquals | QByteArray::Base64UrlEncoding)};
    for (const QByteArray &form : forms)
        text.replace(form, mask);
}

QString Redactor::known(const QString &text) const
{
    const QByteArray masked = m_credential.masked(text.toUtf8());
    return QString::fromUtf8(m_route ? m_route->masked(masked) : masked);
}

QString Redactor::text(const QString &text) const
{
    return text.isEmpty() ? text : maskPatterns(known(text));
}

QString Redactor::address(const QUrl &url) const
{
    QUrl bare = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment | QUrl::RemoveQuery | QUrl::RemovePath);
    QStringList segments = url.path(QUrl::FullyEncoded).split(u'/');
    for (qsizetype i = 1; i < segments.size(); ++i)
        segments[i] = i > 1 && isSensitive(segments[i - 1]) ? secretMask : text(segments[i]);

    QStringList query;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded)) {
        const QString shown = QUrl::fromPercentEncoding(name.toLatin1());
        query << text(name) + u'=' + (isSensitive(shown) ? secretMask : text(value));
    }
    const QString tail = query.isEmpty() ? QString() : u'?' + query.join(u'&');
    return bare.toString(QUrl::FullyEncoded) + segments.join(u'/') + tail;
}

Error Redactor::error(Error error) const
{
    for (QString *field : {&error.subject, &error.title, &error.detail, &error.code, &error.requestId})
        *field = text(*field);
    for (FieldError &field : error.fields) {
        field.path = text(field.path);
        field.code = text(field.code);
        field.message = text(field.message);
    }
    if (error.approval) { // addresses to be opened: only what is known to be secret goes
        for (QString *field : {&error.approval->link, &error.approval->foreignLink})
            *field = known(*field);
        for (QStringList *scopes : {&error.approval->missing, &error.approval->refused})
            for (QString &scope : *scopes)
                scope = known(scope);
    }
    return error;
}

} // namespace chancery
