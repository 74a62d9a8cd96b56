// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/passportjson.h"

#include "app/sandbox/certifier.h"
#include "app/sandbox/clock.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

namespace chancery::sandbox {

namespace {

/// Appends `"key":raw`, null for what is absent.
void appendRaw(QByteArray &out, QByteArrayView key, QByteArrayView raw)
{
    if (!out.endsWith('{'))
        out.append(',');
    out.append('"').append(key).append("\":").append(isAbsent(raw) ? QByteArrayView("null") : raw);
}

void appendWord(QByteArray &out, QByteArrayView key, const QByteArray &word)
{
    appendRaw(out, key, word.isEmpty() ? word : '"' + word + '"');
}

void appendNumbers(QByteArray &out, const Fields &fields, Granularity granularity)
{
    appendRaw(out, "modelNumber", fields.modelNumber);
    appendRaw(out, "batchNumber", granularity == Granularity::Model ? QByteArrayView() : fields.batchNumber);
    appendRaw(out, "itemNumber", granularity == Granularity::Item ? fields.itemNumber : QByteArrayView());
}

void appendProduct(QByteArray &out, const Fields &fields, Granularity granularity)
{
    QByteArray product("{");
    appendWord(product, "idGranularity", granularityWord(granularity));
    appendRaw(product, "name", shownName(fields));
    appendNumbers(product, fields, granularity);
    appendRaw(out, "product", product.append('}'));
}

void appendState(QByteArray &out, const Passport &passport, const Fields &fields)
{
    appendRaw(out, "certificationStatus", certificationWord(passport.state));
    const bool isCertified = passport.state == Certification::Certified;
    appendWord(out, "certifiedAt", isCertified ? isoTime(passport.certification) : QByteArray());
    appendRaw(out, "allowedClaimEmail", fields.allowedClaimEmail);
    appendRaw(out, "mintedTo", fields.mintedTo);
    appendWord(out, "createdAt", isoTime(passport.created));
    appendWord(out, "updatedAt", isoTime(passport.updated));
}

} // namespace

QByteArrayView certificationWord(Certification certification)
{
    switch (certification) {
    case Certification::None:
        return {};
    case Certification::Pending:
        return "\"pending\"";
    case Certification::Certified:
        return "\"certified\"";
    case Certification::Failed:
        return "\"error\"";
    }
    return {};
}

void appendPassport(QByteArray &out, const Passport &passport, quint32 number, AnswerShape shape)
{
    const Fields fields = contentFields(passport);
    const bool flat = shape == AnswerShape::Flat || shape == AnswerShape::Superset;
    const bool superset = shape == AnswerShape::Superset;
    out.append('{');
    appendWord(out, "id", uuidText(uuidOf(number, passportKind)));
    if (shape != AnswerShape::Product)
        appendWord(out, "application", uuidText(Catalogue::applications()[passport.application]));
    appendRaw(out, "network", fields.network);
    if (flat) {
        appendWord(out, "granularity", granularityWord(passport.granularity));
        appendNumbers(out, fields, passport.granularity);
        // In a superset both names say the same, so that a reader of both finds no contradiction.
        appendRaw(out, "name", superset ? shownName(fields) : fields.name.toByteArray());
    }
    if (flat || !fields.description.isEmpty())
        appendRaw(out, "description", fields.description);
    if (shape != AnswerShape::Flat)
        appendProduct(out, fields, passport.granularity);
    appendWord(out, "status", statusWord(passport.status));
    appendRaw(out, "data", fields.data);
    appendRaw(out, "certifiedPaths", fields.certifiedPaths);
    appendWord(out, "tokenId", tokenIdOf(number));
    appendWord(out, "ipfsCid", Certifier::contentId(passport, number));
    if (shape != AnswerShape::Flat) {
        appendRaw(out, "certificateUri", fields.certificateUri);
        appendRaw(out, "certificateSignature", fields.certificateSignature);
    }
    appendState(out, passport, fields);
    out.append('}');
}

void appendContentLine(QByteArray &out, const Passport &passport)
{
    const Fields fields = contentFields(passport);
    out.append('{');
    appendWord(out, "application", uuidText(Catalogue::applications()[passport.application]));
    appendWord(out, "granularity", granularityWord(passport.granularity));
    appendNumbers(out, fields, passport.granularity);
    appendRaw(out, "network", fields.network);
    appendRaw(out, "name", fields.name);
    appendRaw(out, "description", fields.description);
    appendWord(out, "status", statusWord(passport.status));
    appendRaw(out, "data", fields.data);
    appendRaw(out, "certifiedPaths", fields.certifiedPaths);
    appendRaw(out, "contentHash", fields.contentHash);
    appendRaw(out, "certificateUri", fields.certificateUri);
    appendRaw(out, "certificateSignature", fields.certificateSignature);
    out.append("}\n");
}

} // namespace chancery::sandbox
