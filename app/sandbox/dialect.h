// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/fields.h"
#include "app/sandbox/problem.h"

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace chancery::sandbox {

/// Which time of the service is played (Keyban fact sheet §4.5).
enum class Era : quint8 {
    Two,
    Four,
    Five,
    Both,
};

enum class Strictness : quint8 {
    Tolerant,
    Strict, ///< unknown body keys are refused
};

/// How passports are written in answers.
enum class AnswerShape {
    Flat,
    ProductWithApplication,
    Product,
    Superset, ///< both at once: every official client can read it
};

/// A create body or an import row, looked at.
struct Draft
{
    Fields fields;
    Granularity granularity = Granularity::Model;
    bool publish = false;
    QList<FieldProblem> problems;
    /// The status a create answers these problems with.
    int refusal = 422;
};

/// One condition of a list or publish query.
struct Filter
{
    QByteArray field;
    QByteArray operation;
    QByteArray value;
};

/// Everything in which the eras differ, in one place, so that a correction of the reference is a correction here.
class Dialect
{
public:
    Dialect(Era era, Strictness strictness)
        : m_era(era)
        , m_strictness(strictness)
    {}

    Era era() const { return m_era; }
    Strictness strictness() const { return m_strictness; }

    AnswerShape answerShape() const;
    /// Whether build-vc and opt-in-forms exist.
    bool hasExtraRoutes() const { return m_era != Era::Two; }
    /// Whether drafts can be deleted, as the first client did; later ones dropped it.
    bool hasDeletion() const { return m_era == Era::Two || m_era == Era::Both; }
    bool allowsFilter(const Filter &filter) const;

    /// Checks a create body or an import row. Views into `row` stay in the draft.
    Draft draft(QByteArrayView row) const;
    /// Checks the body of an update against the shape of the row that it changes.
    Draft patch(QByteArrayView body, const Fields &current) const;

private:
    void checkShape(Draft &draft) const;
    void checkNetwork(Draft &draft) const;
    void checkHashing(Draft &draft) const;

    Era m_era;
    Strictness m_strictness;
};

std::optional<Era> eraFromWord(QByteArrayView word);
/// The granularity whose rows are certified in this shape.
Granularity certifiedGranularity(Shape shape);

} // namespace chancery::sandbox
