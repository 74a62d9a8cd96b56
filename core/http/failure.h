// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QNetworkReply>
#include <QSslError>

namespace chancery {

/// What Qt's error code means. The reach is NotSent for the codes that only exist before a request is written, Unknown
/// otherwise; who knows better corrects it.
Error networkErrorOf(QNetworkReply::NetworkError code, const QUrl &url);

/// What is wrong with a certificate, host in `subject`, the problems and whose certificate it is in `detail`.
Error certificateErrorOf(const QList<QSslError> &problems, const QUrl &url);

} // namespace chancery
