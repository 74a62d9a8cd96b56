// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIODevice>

#include <cstring>

namespace chancery {

/// A request body that can be read once. QNetworkAccessManager sends a request again by itself, up to three times and
/// whatever its method, when the connection closes before an answer; it rewinds the body for that. This one refuses to
/// be rewound, so Qt reports ContentReSendError and the retry stays our own decision. An empty body makes the point as
/// well. Qt also rewinds when a 307 or 308 comes, so those end with that code and their status.
class OneShotBody : public QIODevice
{
    Q_OBJECT

public:
    explicit OneShotBody(const QByteArray &data, QObject *parent = nullptr)
        : QIODevice(parent)
        , m_data(data)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    qint64 size() const override { return m_data.size(); }
    bool reset() override { return false; }
    bool seek(qint64 position) override { return position == pos() && QIODevice::seek(position); }
    bool atEnd() const override { return pos() >= m_data.size(); }
    /// How much was taken to be sent.
    qint64 taken() const { return m_taken; }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        const qint64 count = std::min(most, qint64(m_data.size()) - m_taken);
        if (count <= 0)
            return m_data.isEmpty() || m_taken >= m_data.size() ? -1 : 0;
        std::memcpy(to, m_data.constData() + m_taken, size_t(count));
        m_taken += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
    qint64 m_taken = 0;
};

} // namespace chancery
