// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/spec.h"
#include "core/keyban/client.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace chancery::ctl {

/// The words of the command line, in one context.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("chanceryctl", text);
}

/// Exit codes (README, "Programs").
enum Exit {
    AllDone = 0,
    SomeFailed = 1, ///< or left out
    BadUsage = 2,   ///< bad input, too
    Unreachable = 3,
    Interrupted = 4,
    Denied = 5,
};

/// The options that say how a file becomes passports.
struct FileOptions
{
    QString file;
    std::optional<keyban::Granularity> granularity;
    bool isGranularityByNumbers = false;
    QString templateFile;
    QString network;
    std::optional<keyban::Dialect> dialect; ///< empty: auto
    enum class Certifies {
        Usual, ///< what the template says, else catalogue::usualCertifiedPaths()
        Everything,
        Paths,
    };
    Certifies certifies = Certifies::Usual;
    QStringList certifiedPaths;                       ///< never empty for Paths
    QList<std::pair<QString, catalogue::Target>> map; ///< column and field
    catalogue::FormatChoice format;
    QString fieldProfile; ///< empty: none
    bool strict = false;
};

struct CommonOptions
{
    QString profile; ///< empty: the environment
    QString dataDir;
    bool json = false;
};

/// Declares and reads options; what does not make sense ends the program with a sentence and BadUsage.
class Arguments
{
public:
    explicit Arguments(const QString &description);

    /// --encoding and --separator.
    void addFormatOptions();
    /// All that say how a file becomes passports, those of its format included.
    void addFileOptions();
    void addOption(const QCommandLineOption &option) { m_parser.addOption(option); }
    void addPositional(const QString &name, const QString &description);
    /// The same, but it may be left out.
    void addOptional(const QString &name, const QString &description);
    /// Several that stand in this order, as many as there are; the command judges how many it needs.
    void addPositionals(const QString &names, const QString &description, qsizetype most);
    /// `arguments` begin with the program's name and the command.
    void parse(const QStringList &arguments);

    QString positional() const { return m_parser.positionalArguments().value(0); }
    QStringList positionals() const { return m_parser.positionalArguments(); }
    QString value(const QString &option) const { return m_parser.value(option); }
    QStringList values(const QString &option) const { return m_parser.values(option); }
    bool isSet(const QString &option) const { return m_parser.isSet(option); }
    CommonOptions common() const;
    catalogue::FormatChoice format() const;
    FileOptions file() const;

private:
    void readLayout(catalogue::FormatChoice &format) const;

    QCommandLineParser m_parser;
    QString m_positional;
    bool m_isOptional = false;
    qsizetype m_most = 1;
};

/// Ends the program: the sentence on stderr, the exit code as told.
[[noreturn]] void fail(const QString &sentence, Exit code = BadUsage);

} // namespace chancery::ctl
