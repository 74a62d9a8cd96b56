// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/mapping.h"
#include "core/json/value.h"

#include <QDateTime>

namespace chancery::catalogue {

/// A mapping that is kept for files with the same columns, whatever they are called. Network and dialect are no part of
/// it: they belong to the connection.
struct MappingTemplate
{
    QString name; ///< empty: what was chosen last for these columns
    Mapping mapping;
    QDateTime used;         ///< UTC; when it was last saved
    QString fieldProfile{}; ///< a name or path as fieldProfile() takes it; empty: none
    bool operator==(const MappingTemplate &) const = default;

    QStringList headers() const;
};

/// `{"chanceryTemplate":1,"name":…,"used":…,"mapping":{…}}`, what window and command line exchange.
json::Value toJson(const MappingTemplate &value);
/// Error: Input / TemplateUnusable with what is wrong in `detail`; members that are not known are refused.
Result<MappingTemplate> templateFromJson(const json::Value &value);
/// Reads a file that was exported. Errors: those of readWhole(), and templateFromJson()'s with the file in `subject`.
Result<MappingTemplate> readTemplate(const QString &file);
Result<Nothing> writeTemplate(const MappingTemplate &value, const QString &file);

/// How the columns of a file differ from those a template was made for. Case, blanks at the ends and the order do not
/// count, since columns are found by name.
struct HeaderChanges
{
    QStringList added;
    QStringList missing;
    QList<std::pair<QString, QString>> renamed; ///< a guess: the old name and the new one; in neither list above
    bool isEmpty() const { return added.isEmpty() && missing.isEmpty() && renamed.isEmpty(); }
    bool operator==(const HeaderChanges &) const = default;
};
HeaderChanges headerChanges(const QStringList &known, const QStringList &now);

/// The template's mapping for the columns of `current`, which has a file's own columns and settings. Columns that the
/// template does not know keep what `current` says, unless their field is taken.
Mapping adapted(const MappingTemplate &value, const Mapping &current);

struct TemplateMatch
{
    MappingTemplate value;
    HeaderChanges changes; ///< empty: it was made for these columns
    bool operator==(const TemplateMatch &) const = default;
};
/// The template for these columns, of several the one used last; failing that the most similar one, if at least half of
/// its columns are there.
std::optional<TemplateMatch> bestMatch(const QList<MappingTemplate> &templates, const QStringList &headers);

} // namespace chancery::catalogue
