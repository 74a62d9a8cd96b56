// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/finding.h"
#include "core/catalogue/mapping.h"

#include <QRegularExpression>

#include <memory>

namespace chancery::catalogue {

enum class FieldNeed {
    Required,
    Optional,
    NotApplicable, ///< a value is a finding
    Undecided,     ///< the source has not settled it: absence is no finding
};

enum class FieldType {
    Text,
    Integer,
    Number, ///< digits with a decimal point
    Boolean,
    Date, ///< ISO 8601, a whole day
    Url,
    Gtin,
};

/// What a field profile says about one field of passports of some levels.
struct FieldRule
{
    Target target;
    FieldNeed need = FieldNeed::Optional;
    QList<keyban::Granularity> levels; ///< empty: all
    QString title;                     ///< what the source calls the field
    QString article;                   ///< where the source says so
    Severity severity = Severity::Warning;
    FieldType type = FieldType::Text;
    QRegularExpression pattern; ///< for the whole cell; empty: any text
    QString example;            ///< a value that the pattern takes
    std::optional<double> minimum;
    std::optional<double> maximum;
    QString unit;
    qsizetype maxLength = 0; ///< characters, 0 for any number
    QStringList allowed;     ///< empty: any value

    bool holdsFor(keyban::Granularity level) const { return levels.isEmpty() || levels.contains(level); }
};

/// What the rows of a kind of product should hold (resources/profiles/README.md describes the files).
struct FieldProfile
{
    QString id;
    QString title;
    QString source;
    QString note;
    QList<std::shared_ptr<const FieldRule>> rules;
    QList<FindingCode> raised; ///< warnings that become errors
    QByteArray sha256;         ///< of the file it was read from
};

/// Reads a profile. Error: Input / FieldProfileUnusable, `name` as subject, what is wrong in `detail`. What is not
/// known is refused, so that a typing mistake does not silently check nothing.
Result<std::shared_ptr<const FieldProfile>> parseFieldProfile(const QByteArray &json, const QString &name);

/// A built-in profile by its id, or the file that `name` is the path of (with a slash or `.json` in it). Errors: as
/// parseFieldProfile(); Input / FieldProfileUnknown when there is none.
Result<std::shared_ptr<const FieldProfile>> fieldProfile(const QString &name);

/// Those that come with the program, in the order in which a person is offered them.
QList<std::shared_ptr<const FieldProfile>> builtInFieldProfiles();

} // namespace chancery::catalogue
