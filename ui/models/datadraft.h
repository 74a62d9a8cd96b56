// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"

#include <QMap>

namespace chancery {

/// What kind of value a field holds; a change of text never changes it.
enum class FieldKind {
    Text,
    Number, ///< the digits as they stand
    Truth,
    Empty, ///< null
    Json,  ///< lists, empty objects, objects with keys that no dotted path can name
};

/// Why an edit was not taken over.
enum class FieldProblem {
    None,
    NotANumber,
    NotTrueOrFalse,
    NotJson,
    NoName,     ///< the new field has no name, or one with an empty part
    NameIsUsed, ///< or a part of it is a value and no object
};

/// One field of `data` as a form shows it.
struct DataField
{
    QString path; ///< dotted; empty when `data` as a whole is the field
    FieldKind kind = FieldKind::Text;
    QString text;               ///< what the person typed where that is no valid value
    FieldProblem problem{};     ///< why `text` is not what the draft holds
    bool certified = false;     ///< chosen itself
    QString certifiedThrough{}; ///< a chosen path above it
    bool added = false;
    bool changed = false;
    bool operator==(const DataField &) const = default;
};

/// A passport's `data` and certified paths while they are edited; both tabs of the inspector work on this one value.
/// What cannot be valid (half a number, broken JSON) is kept as typed and never leaves.
class DataDraft
{
public:
    DataDraft() = default;
    explicit DataDraft(keyban::Passport base);

    const keyban::Passport &base() const { return m_base; }
    const json::Value &data() const { return m_data; }
    const QStringList &certifiedPaths() const { return m_paths; }

    QList<DataField> fields() const;
    /// Certified paths that name nothing in `data`.
    QStringList danglingPaths() const;

    FieldProblem setText(const QString &path, const QString &text);
    /// Converts where the text allows it, else starts afresh in the new kind.
    void setKind(const QString &path, FieldKind kind);
    FieldProblem add(const QString &path, FieldKind kind);
    void remove(const QString &path);
    /// Back to the value it had; removes an added field.
    void restore(const QString &path);
    void setCertified(const QString &path, bool certified);

    /// The whole of `data` as typed; a text that is no JSON object or null is kept and `dataText()` holds it.
    FieldProblem setDataText(const QString &text);
    QString dataText() const;
    /// Where the typed text stops being JSON, in characters; -1 while it is valid.
    int errorPosition() const { return m_errorPosition; }

    bool isChanged() const;
    /// Nothing typed is waiting to become valid.
    bool isValid() const { return m_invalid.isEmpty() && m_errorPosition < 0; }
    keyban::PassportPatch patch() const;

private:
    void collect(const json::Value &value, const QString &path, QList<DataField> &out) const;
    DataField field(const json::Value &value, const QString &path) const;
    void write(const QString &path, json::Value value);

    keyban::Passport m_base;
    json::Value m_data;
    QStringList m_paths;
    QMap<QString, QString> m_invalid; ///< as typed, by path
    QString m_dataText;               ///< as typed, while it is no JSON
    int m_errorPosition = -1;
};

/// A text as a value of a kind. The result is empty when the text is none.
std::optional<json::Value> valueOf(const QString &text, FieldKind kind);
FieldKind kindOf(const json::Value &value);

} // namespace chancery
