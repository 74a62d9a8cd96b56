// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keybanservice.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"
#include "core/json/value.h"

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype largestImage = 5 * 1024 * 1024;

/// The part of `data` that the paths select, everything without paths.
json::Value selected(const json::Value &data, QByteArrayView certifiedPaths)
{
    json::Value part = json::Value::object();
    bool any = false;
    if (isArray(certifiedPaths)) {
        eachItem(certifiedPaths, [&](QByteArrayView raw) {
            any = true;
            const QString path = QString::fromUtf8(textOf(raw));
            if (data.has(path))
                part.setAt(path, data.at(path));
        });
    }
    return any ? part : data;
}

} // namespace

/// Signs what a create would certify and stores nothing (Keyban fact sheet §6.5). A second call signs anew.
Answer KeybanService::buildCredential(const Request &request)
{
    const QByteArrayView body = trimmedValue(request.body);
    if (!isJson(request.body) || !isObject(body))
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON object", {}}, request.path);
    const Draft draft = m_store.dialect().draft(body);
    if (!draft.problems.isEmpty()) {
        Problem problem = invalidFields(draft.problems);
        problem.status = draft.refusal;
        return Answer::refused(problem, request.path);
    }
    const auto data = json::parse(isObject(draft.fields.data) ? draft.fields.data : QByteArrayView("{}"));
    const QByteArray subject = json::write(selected(data ? *data : json::Value::object(), draft.fields.certifiedPaths));
    const quint64 hash = stableHash(request.body, ++m_signatures);
    return Answer::json(
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"VerifiableCredential\"],"
        "\"issuer\":\"did:web:sandbox.example\",\"credentialSubject\":{\"type\":\"Data\",\"data\":" +
            subject +
            "},\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"ecdsa-jcs-2019\","
            "\"proofPurpose\":\"assertionMethod\",\"verificationMethod\":\"did:web:sandbox.example#k1\","
            "\"proofValue\":\"z" +
            contentIdOf(hash).mid(7) + "\"}}",
        201);
}

Answer KeybanService::storeOptInForm(const Request &request)
{
    const auto body = json::parse(request.body);
    if (!body || !body->isObject())
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON object", {}}, request.path);
    QList<FieldProblem> problems;
    if ((*body)[u"filename"].toString().isEmpty())
        problems.append({"filename", "required", "must not be empty"});
    const QString type = (*body)[u"mediaType"].toString();
    if (type != u"image/png" && type != u"image/jpeg" && type != u"image/webp")
        problems.append({"mediaType", "enum", "must be image/png, image/jpeg or image/webp"});
    const QByteArray text = (*body)[u"content"].toString().toLatin1();
    const auto image = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!image || image.decoded.isEmpty())
        problems.append({"content", "format", "must be an image in base 64"});
    else if (image.decoded.size() > largestImage)
        problems.append({"content", "size", "must not exceed 5 MiB"});
    if (!problems.isEmpty())
        return Answer::refused(invalidFields(problems), request.path);
    return Answer::json("{\"uri\":\"ipfs://bafkrei" + contentIdOf(stableHash(image.decoded)).mid(7) + "\"}", 201);
}

} // namespace chancery::sandbox
