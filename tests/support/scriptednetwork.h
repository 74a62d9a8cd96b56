// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <chrono>
#include <deque>
#include <functional>

namespace chancery::test {

/// A request as the network manager was given it.
struct SeenRequest
{
    QByteArray method{};
    QUrl url{};
    QList<QNetworkReply::RawHeaderPair> headers{};
    QByteArray body{};

    QByteArray header(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const;
};

/// What happens to one request: an answer, a failure, or nothing at all.
struct ScriptedAnswer
{
    int status = 200;
    QByteArray body{};
    QByteArray contentType = "application/json";
    QList<QNetworkReply::RawHeaderPair> headers{};
    QNetworkReply::NetworkError error = QNetworkReply::NoError; ///< no answer came then; `status` is ignored
    std::chrono::milliseconds after{0};
    bool hangs = false; ///< until ScriptedNetwork::release() or an abort

    static ScriptedAnswer json(const QByteArray &body, int status = 200) { return {.status = status, .body = body}; }
    static ScriptedAnswer failing(QNetworkReply::NetworkError error) { return {.error = error}; }
    static ScriptedAnswer hanging() { return {.hangs = true}; }
};

class ScriptedReply;

/// A network manager that never touches a network: replies succeed, fail, hang and come late as written down.
class ScriptedNetwork : public QNetworkAccessManager
{
    Q_OBJECT

public:
    using Script = std::function<ScriptedAnswer(const SeenRequest &)>;

    using QNetworkAccessManager::QNetworkAccessManager;

    /// For the next request without an answer of its own.
    void answer(const ScriptedAnswer &answer) { m_answers.push_back(answer); }
    /// For all requests that no answer() is left for. Without it they get status 500 with an empty body.
    void answerWith(Script script) { m_script = std::move(script); }

    const QList<SeenRequest> &seen() const { return m_seen; }
    int inFlight() const { return int(m_open.size()); }
    int hanging() const;
    int mostInFlight() const { return m_mostInFlight; }
    int aborted() const { return m_aborted; }
    /// Lets the oldest hanging reply answer.
    void release(const ScriptedAnswer &answer = ScriptedAnswer::json("{}"));

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    friend class ScriptedReply;
    std::deque<ScriptedAnswer> m_answers;
    Script m_script;
    QList<SeenRequest> m_seen;
    QList<ScriptedReply *> m_open;
    int m_mostInFlight = 0;
    int m_aborted = 0;
};

class ScriptedReply : public QNetworkReply
{
    Q_OBJECT

public:
    ScriptedReply(ScriptedNetwork &network, const SeenRequest &seen, const QNetworkRequest &request);
    ~ScriptedReply() override;

    void play(const ScriptedAnswer &answer);
    bool isHanging() const { return m_hanging; }

    void abort() override;
    qint64 bytesAvailable() const override;
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *to, qint64 most) override;

private:
    void end(const ScriptedAnswer &answer);

    ScriptedNetwork &m_network;
    QByteArray m_content;
    qint64 m_read = 0;
    bool m_hanging = false;
};

} // namespace chancery::test
