// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/testreport.h"

#include "core/profiles/problems.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/profiletext.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionTest)
};

using Source = keyban::DialectEvidence::Source;

enum Step { Address, Key, Reading, Dialect, Application };

QString sentences(const Error &error)
{
    const ErrorText text = describe(error);
    return QStringList{text.headline, text.remedy}.join(u' ').trimmed();
}

/// The server's own words in quotation marks, if it said any.
QString quoted(const Error &error)
{
    const QString said = error.detail.isEmpty() ? error.title : error.detail;
    return said.isEmpty() ? QString() : Text::tr("It says: “%1”.").arg(said.simplified()) + u' ';
}

/// No reading proves an application id: the list shows the whole organisation.
TestStep applicationStep(const Profile &profile)
{
    TestStep step{Tone::Neutral, Text::tr("Application"),
                  Text::tr("Reading cannot prove the application id. The first import or creation will.")};
    for (const ProfileProblem &problem : problems(profile)) {
        if (problem.field != ProfileField::KeybanApplication || profile.isSandbox)
            continue;
        step.tone = problem.severity == ProfileSeverity::Error ? Tone::Bad : Tone::Attention;
        step.words = problem.fault == ProfileFault::Empty
                         ? Text::tr("There is no application id. %1").arg(describe(problem))
                         : describe(problem);
    }
    return step;
}

QList<TestStep> untested(const Profile &profile)
{
    const QString no = Text::tr("Not tested.");
    return {{Tone::Neutral, Text::tr("Address"), no},
            {Tone::Neutral, Text::tr("Key"), no},
            {Tone::Neutral, Text::tr("Reading"), no},
            {Tone::Neutral, Text::tr("Dialect"), no},
            applicationStep(profile)};
}

class Writer
{
public:
    explicit Writer(const TestOutcome &outcome)
        : m_outcome(outcome)
        , m_host(hostWords(outcome.profile.keyban.base))
        , m_steps(untested(outcome.profile))
    {}

    TestReport report()
    {
        if (m_outcome.findings)
            tellSuccess(*m_outcome.findings);
        else if (m_outcome.firstAnswered)
            tellLateFailure(m_outcome.findings.error());
        else
            tellFailure(m_outcome.findings.error());
        return {worst(), headline(), m_steps};
    }

private:
    void say(Step step, Tone tone, const QString &words)
    {
        m_steps[step].tone = tone;
        m_steps[step].words = words;
    }

    void tellReached()
    {
        say(Address, Tone::Good,
            Text::tr("%1 answered after %2 ms.").arg(m_host, numberText(m_outcome.firstAnswer.count())));
    }

    void tellAccepted()
    {
        tellReached();
        say(Key, Tone::Good, Text::tr("The service accepts this key."));
    }

    void tellSuccess(const ConnectionFindings &findings)
    {
        tellAccepted();
        say(Reading, Tone::Good, Text::tr("The key may read passports. %1").arg(countWords(findings.passports)));
        tellDialect(findings.dialect);
    }

    static QString countWords(qint64 count)
    {
        if (count == 0)
            return Text::tr("There are none yet.");
        return count == 1 ? Text::tr("There is 1.") : Text::tr("There are %1.").arg(numberText(count));
    }

    void tellDialect(const keyban::DialectEvidence &evidence)
    {
        if (evidence.speaksBoth())
            return tellBothDialects(evidence);
        if (!evidence.dialect)
            return tellNoDialect();
        const QString found = dialectWord(*evidence.dialect);
        const QString how =
            evidence.source == Source::Rows
                ? Text::tr("The passports there are %1.").arg(found)
                : Text::tr("There are no passports to tell by, but the service takes the filters of %1.").arg(found);
        if (!m_outcome.settled)
            return say(Dialect, Tone::Good, Text::tr("%1 This connection will use it.").arg(how));
        if (*m_outcome.settled == *evidence.dialect)
            return say(Dialect, Tone::Good, Text::tr("%1 This connection uses the same.").arg(how));
        say(Dialect, Tone::Bad, Text::tr("%1 %2").arg(how, disagreement()));
    }

    /// Who decided against what the service shows, and what to do about it.
    QString disagreement() const
    {
        const QString settled = dialectWord(*m_outcome.settled);
        if (m_outcome.profile.keyban.dialect)
            return Text::tr("You chose %1. Choose “As the service shows”, or the service will misread what you send.")
                .arg(settled);
        return Text::tr("The network %1 belongs to %2. Check the network, or choose the dialect yourself.")
            .arg(m_outcome.profile.keyban.network, settled);
    }

    void tellBothDialects(const keyban::DialectEvidence &evidence)
    {
        const QString how = evidence.source == Source::BothShapes
                                ? Text::tr("The passports there are both flat and product.")
                                : Text::tr("There are no passports to tell by, and the service takes the filters of "
                                           "both, flat and product.");
        if (m_outcome.settled)
            say(Dialect, Tone::Good, Text::tr("%1 This connection uses %2.").arg(how, dialectWord(*m_outcome.settled)));
        else
            say(Dialect, Tone::Attention, Text::tr("%1 %2").arg(how, decideYourself()));
    }

    void tellNoDialect()
    {
        const QString how =
            Text::tr("There are no passports to tell by, and the service takes the filters of neither.");
        if (m_outcome.settled)
            say(Dialect, Tone::Neutral,
                Text::tr("%1 This connection uses %2.").arg(how, dialectWord(*m_outcome.settled)));
        else
            say(Dialect, Tone::Attention, Text::tr("%1 %2").arg(how, decideYourself()));
    }

    static QString decideYourself() { return Text::tr("Choose a network or a dialect before you write."); }

    /// Listing worked, telling the dialect did not.
    void tellLateFailure(const Error &error)
    {
        tellAccepted();
        say(Reading, Tone::Good, Text::tr("The key may read passports."));
        say(Dialect, Tone::Attention, sentences(error));
        m_steps[Dialect].details = describe(error).details;
    }

    void tellFailure(const Error &error)
    {
        const Step step = failedStep(error);
        if (error.reach == Reach::Answered && error.cause == Cause::Answered)
            tellReached();
        if (step == Reading)
            say(Key, Tone::Good, Text::tr("The service knows this key."));
        say(step, Tone::Bad, failureWords(error));
        m_steps[step].details = describe(error).details;
    }

    static Step failedStep(const Error &error)
    {
        if (error.kind == ErrorKind::SecretStore || error.kind == ErrorKind::Unauthorized)
            return Key;
        if (error.kind == ErrorKind::Forbidden)
            return Reading;
        return Address;
    }

    QString failureWords(const Error &error) const
    {
        switch (error.kind) {
        case ErrorKind::Unauthorized:
            return Text::tr("The service at %1 answered, but refuses this key (%2). %3Check that you copied the whole "
                            "key and that it was made for this service; a revoked key is refused in the same way.")
                .arg(m_host, QString::number(error.httpStatus), quoted(error));
        case ErrorKind::Forbidden:
            return Text::tr("The key may not read passports (%1). %2Ask whoever manages the keys to give it the right "
                            "to read passports (dpp:read).")
                .arg(QString::number(error.httpStatus), quoted(error));
        case ErrorKind::NotFound:
            return Text::tr("%1 answered, but there is no passport service at %2 (%3). Check the path of the address: "
                            "each call adds /v1/… to it.")
                .arg(m_host, pathWords(), QString::number(error.httpStatus));
        default:
            return sentences(error);
        }
    }

    QString pathWords() const
    {
        const QString path = m_outcome.profile.keyban.base.path();
        return path.isEmpty() ? u"/"_s : path;
    }

    Tone worst() const
    {
        Tone tone = Tone::Good;
        for (const TestStep &step : m_steps) {
            if (step.tone == Tone::Bad)
                return Tone::Bad;
            if (step.tone == Tone::Attention)
                tone = Tone::Attention;
        }
        return tone;
    }

    QString headline() const
    {
        switch (worst()) {
        case Tone::Bad:
            return m_outcome.findings ? Text::tr("The service answers, but this connection is not right yet.")
                                      : Text::tr("This connection does not work.");
        case Tone::Attention:
            return Text::tr("This connection can read; look at what is marked before you write.");
        default:
            return Text::tr("This connection works.");
        }
    }

    const TestOutcome &m_outcome;
    const QString m_host;
    QList<TestStep> m_steps;
};

} // namespace

TestReport reportOf(const TestOutcome &outcome)
{
    return Writer(outcome).report();
}

TestReport reportOfBadAddress(const Profile &profile, const QString &why)
{
    QList<TestStep> steps = untested(profile);
    steps[Address].tone = Tone::Bad;
    steps[Address].words = Text::tr("Nothing was sent. %1").arg(why);
    return {Tone::Bad, Text::tr("This address cannot be used."), steps};
}

TestReport reportOfMissingKey(const Profile &profile, const Error &why)
{
    QList<TestStep> steps = untested(profile);
    steps[Key].tone = Tone::Bad;
    steps[Key].words = Text::tr("%1 Type the key above, then test again.").arg(describe(why).headline);
    steps[Key].details = describe(why).details;
    return {Tone::Bad, Text::tr("There is no key to test with."), steps};
}

TestReport reportOfProxied(const Profile &profile)
{
    QList<TestStep> steps = untested(profile);
    steps[Key].words = Text::tr("Nothing was sent: only the credential proxy has the key. Work with this connection to "
                                "see whether the proxy lets it through.");
    return {Tone::Neutral, Text::tr("A connection through the credential proxy is not tested here."), steps};
}

} // namespace chancery
