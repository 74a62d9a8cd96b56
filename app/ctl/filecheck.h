// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/output.h"
#include "app/ctl/service.h"

#include "core/catalogue/check.h"

namespace chancery::ctl {

/// A file and what its check came to.
struct CheckedFile
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report;
};

/// Checks a file as the service it is meant for wants it: settles the dialect first, since that decides what the rows
/// look like, and tells the client. What stands in the way ends the program.
class FileCheck : public QObject
{
    Q_OBJECT

public:
    FileCheck(FileOptions file, Service &service)
        : m_file(std::move(file))
        , m_service(service)
    {}

    void start(std::function<void(CheckedFile)> then);

private:
    void check(keyban::Dialect dialect);

    FileOptions m_file;
    Service &m_service;
    ProgressLine m_progress;
    std::function<void(CheckedFile)> m_then;
};

} // namespace chancery::ctl
