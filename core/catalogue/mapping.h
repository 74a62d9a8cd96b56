// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/valueformat.h"
#include "core/keyban/dialect.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace chancery::catalogue {

/// Where the cells of a column go.
struct Target
{
    enum class Kind {
        Ignore,
        ModelNumber,
        BatchNumber,
        ItemNumber,
        Name,
        Description,
        Granularity,
        Network,
        CertifiedPaths, ///< a JSON array of paths; an empty cell leaves it to Mapping::certifiedPaths
        Data,
    };
    Kind kind = Kind::Ignore;
    /// For Data: a dotted path below `data`; a dot that belongs to a name is written `\.`.
    QString path;
    bool operator==(const Target &) const = default;
};

/// Reads a FIELD of the command line: `modelNumber`, …, `certifiedPaths`, `data.<path>`, or `-` for Ignore. Empty when
/// it is none.
std::optional<Target> parseTarget(QStringView text);
QString toText(const Target &target);
/// The names along a data path, with `\.` undone.
QStringList pathSegments(QStringView path);
/// A path of the one name `name`.
QString pathOfName(const QString &name);

struct ColumnMapping
{
    enum class Basis {
        Exact,  ///< the header is the field's own name or the guide's
        Alias,  ///< the header is a known other name
        Values, ///< the cells show it
        Rest,   ///< nothing fits, or not surely enough: goes to data.<column>
        Chosen, ///< a person, a template or a script decided
    };
    QString header;
    Target target;
    Basis basis = Basis::Rest;
    ValueFormat format = {}; ///< only `data` takes other types than text
    /// How sure the automatic mapping is of `suggestion`, or of `target` when there is none: 0 to 1.
    double certainty = 0;
    /// What the column may be, not surely enough to be applied: a person has to look.
    std::optional<Target> suggestion = {};
    bool operator==(const ColumnMapping &) const = default;
};

/// A value that is no single cell: the same text in every row, or several cells as one text.
struct MadeValue
{
    Target target;
    QList<int> columns = {}; ///< of a join, in the order of their cells; none for a constant
    /// The constant; of a join what stands between two cells that are not empty.
    QString text;
    ValueFormat format = {};
    bool isConstant() const { return columns.isEmpty(); }
    bool operator==(const MadeValue &) const = default;
};

enum class GranularityRule {
    Stated,    ///< every row has Mapping::granularity
    ByNumbers, ///< a row with an item number is an item, one with a batch number a batch, any other a model
};

/// How the columns of a file become passports. `columns` stand in the order of the file.
struct Mapping
{
    QList<ColumnMapping> columns;
    QList<MadeValue> made = {};
    /// Where no column states it, or its cell is empty.
    keyban::Granularity granularity = keyban::Granularity::Model;
    GranularityRule granularityRule = GranularityRule::Stated;
    QString network; ///< empty: the dialect's test network
    keyban::Dialect dialect = keyban::Dialect::Flat;
    /// Of rows that do not name their own. Absent means that no `certifiedPaths` is sent, which certifies all of `data`
    /// (Keyban fact sheet §6).
    std::optional<QStringList> certifiedPaths;
    bool operator==(const Mapping &) const = default;
};

/// One value of a row and where it goes. Sources below the count of columns are columns, the others made values.
struct Placement
{
    Target target;
    ValueFormat format;
    int source = -1;
};
/// All that goes somewhere, columns first.
QList<Placement> placements(const Mapping &mapping);

/// The beginning of a file: what the automatic mapping looks at.
struct Sample
{
    QStringList headers;
    QList<QStringList> rows = {}; ///< may be ragged
    QList<ValueType> types = {};  ///< what the format itself says of the columns; empty for none
    /// The headers are the members of passports, as the service spells them: what is no field is not sent.
    bool areMembers = false;
};

/// The last column of an export of failed rows. It tells a person what to correct and is no part of a passport.
inline constexpr QStringView reasonColumn = u"reason";

/// From this certainty on a column is sent where the automatic mapping thinks.
inline constexpr double certainEnough = 0.8;

/// Maps by names in five languages and, where rows are given, by what stands in the cells. A column that is not known
/// surely enough goes to `data.<column>` and has a suggestion. The granularity is the given one or that of the deepest
/// number among the columns; columns with a number below the given granularity go to `data`.
Mapping autoMap(const Sample &sample, std::optional<keyban::Granularity> granularity = {});
Mapping autoMap(const QStringList &headers, std::optional<keyban::Granularity> granularity = {});

/// What is certified until a person says otherwise: the GTIN, as the service's import guide does; absent, which is all,
/// when nothing goes there.
std::optional<QStringList> usualCertifiedPaths(const Mapping &mapping);

struct MappingProblem
{
    enum class Kind {
        SameTarget,             ///< two columns go to one field
        PathInsidePath,         ///< one column goes to `data.a`, another to `data.a.b`
        KeyMissing,             ///< no column for a number that the granularity requires
        NumberBelowGranularity, ///< a batch number for models, an item number for models or batches
        EmptyPath,              ///< `data.` with nothing behind it, or an empty name inside a path
        SameHeader,             ///< two columns have one name, so a choice by name is ambiguous
        TypeOutsideData,        ///< a number, list … for a field that is text
        ConstantMisfit,         ///< a constant that is not of its type
        ColumnUnknown,          ///< a join of a column that does not exist
        StatedElsewhere,        ///< a made value for the granularity or the network, which are settings
    };
    Kind kind = Kind::SameTarget;
    QList<int> columns; ///< sources concerned, as in Placement; empty for KeyMissing
    Target target;
    bool operator==(const MappingProblem &) const = default;
};

/// Everything that keeps the mapping from being used; SameHeader alone does not (isUsable()).
QList<MappingProblem> problems(const Mapping &mapping);
bool isUsable(const QList<MappingProblem> &problems);

/// The network rows get when they name none.
QString effectiveNetwork(const Mapping &mapping);

} // namespace chancery::catalogue
