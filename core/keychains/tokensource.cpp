// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/tokensource.h"

#include "core/async/errorof.h"
#include "core/secrets/environmenttext.h"

#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QTimer>

#include <algorithm>

namespace chancery::keychains {

using namespace Qt::StringLiterals;

const char *const tokenVariable = "KEYCHAINS_TOKEN";

namespace {

constexpr qint64 mostOutput = 64 * 1024;

Error tokenError(Cause cause, const QString &subject)
{
    return errorOf(ErrorKind::SecretStore, cause, subject);
}

/// One run of the command; ends itself, and the program with it.
class Run : public QObject
{
public:
    Run(const CommandTokenSource::Command &command, Promise<Secret> promise, QObject *parent)
        : QObject(parent)
        , m_program(command.program)
        , m_promise(std::move(promise))
    {
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        connect(&m_process, &QProcess::readyReadStandardOutput, this, &Run::take);
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                fail(m_process.errorString());
        });
        connect(&m_process, &QProcess::finished, this, &Run::finished);
        m_limit.setSingleShot(true);
        connect(&m_limit, &QTimer::timeout, this, [this] { fail({}); });
        m_limit.start(command.limit);
        m_process.start(command.program, command.arguments, QIODevice::ReadOnly);
    }
    ~Run() override
    {
        wipe(m_output);
        m_process.disconnect(this);
        m_process.kill();
    }

private:
    void take()
    {
        m_output += m_process.readAllStandardOutput();
        if (m_output.size() > mostOutput)
            fail({});
    }

    void finished(int code, QProcess::ExitStatus status)
    {
        take();
        if (status != QProcess::NormalExit || code != 0)
            return fail(QString::fromUtf8(m_process.readAllStandardError().trimmed().left(400)));
        Result<Secret> token = tokenFrom(std::move(m_output));
        if (!token)
            return end(tokenError(token.error().cause, m_program));
        end(std::move(token));
    }

    void fail(const QString &detail)
    {
        Error error = tokenError(Cause::TokenCommandFailed, m_program);
        error.detail = detail;
        end(std::move(error));
    }

    void end(Result<Secret> result)
    {
        m_limit.stop();
        m_process.disconnect(this);
        deleteLater();
        m_promise.settle(std::move(result));
    }

    QString m_program;
    Promise<Secret> m_promise;
    QProcess m_process;
    QTimer m_limit;
    QByteArray m_output;
};

} // namespace

bool isToken(const Secret &secret)
{
    return !secret.isEmpty() && secret.use([](QByteArrayView bytes) {
        return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    });
}

Result<Secret> tokenFrom(QByteArray &&text)
{
    Secret token;
    readEnvironmentText(text, [&token](QByteArrayView name, QByteArrayView value) {
        if (name == tokenVariable)
            token = Secret::fromUtf8(value.toByteArray());
    });
    if (token.isEmpty())
        token = Secret::fromUtf8(text.trimmed());
    wipe(text);
    if (!isToken(token))
        return tokenError(Cause::ProxyTokenUnusable, {});
    return token;
}

Pending<Secret> NoTokenSource::fetch()
{
    return Pending<Secret>::failed(tokenError(Cause::ProxyTokenMissing, {}));
}

Pending<Secret> EnvFileTokenSource::fetch()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return Pending<Secret>::failed(tokenError(Cause::ProxyTokenMissing, m_path));
    QByteArray text = file.read(mostOutput);
    Secret token;
    readEnvironmentText(text, [&token](QByteArrayView name, QByteArrayView value) {
        if (name == tokenVariable)
            token = Secret::fromUtf8(value.toByteArray());
    });
    wipe(text);
    if (token.isEmpty())
        return Pending<Secret>::failed(tokenError(Cause::ProxyTokenMissing, m_path));
    if (!isToken(token))
        return Pending<Secret>::failed(tokenError(Cause::ProxyTokenUnusable, m_path));
    return Pending<Secret>::ready(std::move(token));
}

CommandTokenSource::CommandTokenSource(Command command, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
{}

CommandTokenSource::~CommandTokenSource() = default;

Pending<Secret> CommandTokenSource::fetch()
{
    auto ends = Pending<Secret>::make();
    const QPointer<Run> run = new Run(m_command, ends.promise, this);
    ends.promise.whenAbandoned([run] { delete run.data(); });
    return std::move(ends.pending);
}

} // namespace chancery::keychains

#include "moc_tokensource.cpp"
