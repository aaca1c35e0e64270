refused-file = { $path }：{ $why }
refused-needs-yes = 此步不可撤销，而终端前无人可询问。请加 --yes。
refused-declined = 没有做任何改动。
refused-terminal = 无法使用终端：{ $why }
refused-no-terminal = 终端前无人。请给出两人录入的点数：--first 文件 --second 文件，或 --faces "…" --again "…"。
refused-no-password = 无人在终端录入密码。请给出文件：--password-file 文件。
refused-passwords-differ = 两次录入的密码不同。未做任何改动，请重试。
refused-password-file = { $path } 不是文本。请把密码写在首行。
refused-rows = 没有导入任何一行：共 { $errors } 个错误。请改正后重新导入整个文件。
refused-slips = 无法写出报名号和回执单：{ $why }
refused-decisions = { $path } 第 { $line } 行：{ $why }
refused-beacon-file = { $path }：不是 drand 服务器的应答。请给出其 JSON，或用 --signature。
refused-config = 配置不能使用：{ $why }
refused-config-half-tls = TLS 需要同时给出 --tls-certificate 和 --tls-key。请都给出，或都不给。
refused-config-public-url = “{ $url }”不是服务的地址。请只写协议和主机名，如 https://admissions.example。
refused-config-seconds = limit-seconds 为 { $seconds }；一个请求最多 30 秒，因为报名截止会等待它。
refused-listen = 无法监听 { $address }：{ $why }。请用 --listen 另选地址。
refused-tls = 证书 { $path } 或其私钥不能使用：{ $why }。请给出 PEM 文件。
refused-log = “{ $filter }”不是日志过滤条件。可用 error、warn、info、debug，或 paiwei=debug 之类。

refused-no-office = { $path } 中还没有招办。请先运行 paiwei init，或用 --data 指定正确的文件夹。
refused-other-office = 这属于招办 { $found }，不属于 { $asked }。请指定正确的招办。
refused-origin = “{ $origin }”不是合法的日志名。只能用小写字母、数字、“.”、“-”、“/”、“_”，最多 128 个字符；演练以 /rehearsal 结尾。
refused-recovery-place = 恢复密钥不能放在数据文件夹里。请指定 U 盘或其他位置。
refused-unknown-round = 没有轮次 { $round }。请先公布，或用 paiwei round status 核对名称。
refused-unknown-round-service = 没有轮次 { $round }。请核对编号。
refused-out-of-order = 现在不能执行“{ $step }”：轮次 { $round } 处于“{ $state }”。下一步：{ $next }
refused-differs = “{ $step }”此前已用 { $done } 做过，现在给出的是 { $asked }。不能做两次。
refused-too-early = “{ $step }”在 { $from } 之后才能执行，现在是 { $now }。请等待。
refused-clock = 本机时钟显示 { $now }，而日志最后一条的时间是 { $last }。请校准时钟。
refused-handed-over = 日志在派位专用机上（密钥 { $key }）。请先导入其交回的文件。
refused-other-key = 日志当前生效的密钥是 { $key }，本机持有的是 { $found }。请使用正确的机器，或更换密钥。
refused-ceremony = 日志在派位专用机上时不能执行“{ $step }”。请先交回。
refused-given-file = { $file }：{ $why }。请给出正确的文件。
refused-waiting = { $what }：需要 { $need } 个观察方签署，已有 { $have } 个，已保存。还需要以下任意一方：{ $waiting }
refused-import = 没有导入任何一行：
    { $rows }
refused-unknown-code = 轮次 { $round } 中没有报名号 { $code }。请核对。
refused-decision = { $code }：{ $why }
refused-reason-missing = 名单已公示，更改须用 --reason 注明规则中的理由，可用：{ $reasons }
refused-reason-missing-service = 名单已公示，更改须注明规则中的理由，可用：{ $reasons }
refused-undecided = 尚有 { $count } 份报名待审核，第一份是 { $first }。请审核。
refused-typed-differently = 第 { $number } 次掷骰，两人分别录入“{ $first }”和“{ $second }”。请再看骰子；没有写入日志。
refused-second-check = 没有签署任何内容，第二次核验发现：
    { $findings }
refused-nothing-pending = 没有等待这份确认的事项。请为观察方重新生成文件。
refused-handover = 移交的文件不符：{ $why }。请重新导出。
refused-replay = 数据库中日志第 { $index } 条已损坏：{ $why }。请恢复备份。
refused-file-missing = 数据库中没有轮次 { $round } 的 { $name }。请恢复备份。
refused-inside-data-folder = { $path } 在数据文件夹内，那里存有机密。请指定其他位置。
refused-step = 日志现在不接受这一步：{ $why }
refused-evidence = 签署的内容或时间不符：{ $why }
refused-rules = 规则不被接受：
    { $why }
refused-note = 这份签署文件不能使用：{ $why }
refused-roll = 名单与规则不符：{ $why }
refused-store = 数据库：{ $why }
refused-database-address = 数据库地址不能使用：{ $why }。请写成 postgres://user:password@host/name，见 docs/OFFICE.md。
refused-database-busy = 数据库正忙或没有响应：{ $why }。未作任何改动。请稍后重新执行命令。
refused-database-busy-service = 数据库繁忙。没有做任何改动。请稍后再试。
refused-database-lost = 无法连接数据库：{ $why }。未作任何改动。请确认数据库已运行并可访问，再重新执行命令。
refused-database-lost-service = 服务与数据库失去连接。没有做任何改动。请过一会儿再试。
refused-database-in-doubt = 提交这一步时与数据库的连接中断：{ $why }。这一步要么已全部完成，要么完全没有执行。请重新执行命令，不会重复执行。
refused-database-in-doubt-service = 与数据库的连接在最后一刻中断：要么已完成，要么完全没做。请原样再发送一次；不会做两次。
refused-folder = 文件夹或文件不能使用：{ $why }
refused-keys = 密钥不能使用：{ $why }
refused-vault = 无法打开加密的身份信息：{ $why }
refused-entropy = 没有随机数：{ $why }
refused-form = 无法写出：{ $why }

row-refused = 第 { $row } 行，登记号 { $registration }：{ $problem }
row-changed = 此前已作为 { $code } 导入，内容不同；请撤回该报名，或恢复此行
row-entered = 该儿童已有报名 { $code }；一名儿童只能报名一次
row-twice = 与第 { $row } 行是同一名儿童；请只保留一行
row-number-twice = 与第 { $row } 行登记号相同；请只保留一行
row-holds-place = 该儿童在轮次 { $round } 中已有学位，不能再次参加
row-link-missing = 捆绑的儿童 { $number } 不在本次导入中；请补上
row-link-late = 与 { $number } 捆绑的儿童此前已单独导入；请解除捆绑

refused-demo-not-empty = { $path } 不是空文件夹，也不是演示生成的。请指定其他文件夹，或不写 --out。
refused-demo-made-before = { $path } 中有先前的演示。请加 --force 替换，或指定其他文件夹。
refused-demo-file = { $path }：{ $why }
refused-demo-sample = 无法生成样例：{ $why }
refused-demo-registrations = 样例登记信息未被接受：{ $why }
refused-demo-verification = { $round }：核验不一致：
    { $findings }
