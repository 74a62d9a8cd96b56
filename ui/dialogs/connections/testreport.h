// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/connection.h"
#include "ui/theme/tokens.h"

namespace chancery {

/// What came of testing a connection, before it is put into words.
struct TestOutcome
{
    Profile profile{};                        ///< as it was tested
    std::optional<keyban::Dialect> settled{}; ///< what the profile would use without asking
    Result<ConnectionFindings> findings;      ///< or what the test ended with
    std::chrono::milliseconds firstAnswer{0}; ///< how long the first answer took
    bool firstAnswered = false;               ///< the first request succeeded, and a later one did not
};

/// One thing that was tested: a neutral one was not reached or cannot be.
struct TestStep
{
    Tone tone = Tone::Neutral;
    QString title{};
    QString words{};
    QString details{};
    bool operator==(const TestStep &) const = default;
};

/// What a person reads about a test.
struct TestReport
{
    Tone tone = Tone::Good;
    QString headline{};
    QList<TestStep> steps{}; ///< address, key, reading, dialect, application
    bool operator==(const TestReport &) const = default;
};

TestReport reportOf(const TestOutcome &outcome);
/// For a profile that cannot be tested: its address is wrong.
TestReport reportOfBadAddress(const Profile &profile, const QString &why);
/// For a profile without a key at hand.
TestReport reportOfMissingKey(const Profile &profile, const Error &why);
/// For a profile whose key only the credential proxy has.
TestReport reportOfProxied(const Profile &profile);

} // namespace chancery
