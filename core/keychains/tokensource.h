// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/secrets/secret.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace chancery::keychains {

/// The name under which the guides keep the proxy token.
extern const char *const tokenVariable;

/// The token in what a command printed or a .env file holds: a line `KEYCHAINS_TOKEN=…`, also with `export` and quotes,
/// else the only line there is. `text` is wiped. Error: SecretStore / ProxyTokenUnusable.
Result<Secret> tokenFrom(QByteArray &&text);

/// Whether this can stand in a header: visible ASCII only.
bool isToken(const Secret &secret);

/// Where a new token comes from without a person typing it.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /// Whether fetch() may bring another token than the last one.
    virtual bool renews() const = 0;
    virtual Pending<Secret> fetch() = 0;
};

/// A person types it, or the environment had it; there is nowhere to get another one.
class NoTokenSource : public TokenSource
{
public:
    bool renews() const override { return false; }
    /// Error: SecretStore / ProxyTokenMissing.
    Pending<Secret> fetch() override;
};

/// `KEYCHAINS_TOKEN` in a .env file, read each time; nothing else is taken from it, so it cannot lead to another proxy.
/// Errors: SecretStore / ProxyTokenMissing or ProxyTokenUnusable with the path in `subject`.
class EnvFileTokenSource : public TokenSource
{
public:
    explicit EnvFileTokenSource(QString path)
        : m_path(std::move(path))
    {}
    bool renews() const override { return true; }
    Pending<Secret> fetch() override;

private:
    QString m_path;
};

/// A program that prints the token, run with its arguments as they are and without a shell. Errors: SecretStore /
/// TokenCommandFailed with the program in `subject` (it did not start, failed, printed too much or took too long), or
/// ProxyTokenUnusable.
class CommandTokenSource : public QObject, public TokenSource
{
    Q_OBJECT

public:
    struct Command
    {
        QString program;
        QStringList arguments;
        std::chrono::milliseconds limit{60'000};
    };
    explicit CommandTokenSource(Command command, QObject *parent = nullptr);
    ~CommandTokenSource() override;

    bool renews() const override { return true; }
    /// Dropping it ends the program.
    Pending<Secret> fetch() override;

private:
    Command m_command;
};

} // namespace chancery::keychains
